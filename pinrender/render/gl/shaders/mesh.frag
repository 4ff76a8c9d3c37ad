#version 330 core
// A struck, plated, enamelled and perhaps domed pin under far light. Linear Rec.709 throughout;
// the result is display-linear and premultiplied, encoded when the supersamples are averaged.
//
// One program for each kind of surface (software GL runs both sides of every branch):
// SURFACE_BARE the face, SURFACE_DOMED the face seen through epoxy, SURFACE_PARTLY_DOMED either,
// SURFACE_RIM plain metal. Added to them: SEEN_FLOOR where some of the enamel is clear, HAS_COATING where patina or dye
// lies on the metal, HAS_HAIRLINES where it is brushed.

in vec3 world_mm;
in vec3 part_normal;
out vec4 color_out;

uniform vec3 cam_pos;


uniform sampler2D environment;     // paraboloid about +z, level = sqrt(roughness)
uniform float environment_reach;
uniform float last_level;
uniform vec3 sh[9];                // irradiance / pi
uniform vec3 irradiance_up;        // on the flat face
uniform vec3 gloss_up_bare;        // what flat enamel mirrors in the front view
uniform vec3 gloss_up_domed;       // what the epoxy over it mirrors
uniform float exposure;
uniform float white_peak;          // display-linear white enamel

uniform sampler2D color_map;       // requested enamel colour
uniform sampler2D share_map;       // metal, bare floor, spread of normals, roughness of the floor
uniform sampler2D face_map;        // normal x, normal y, openness, height
uniform sampler2D dome_map;        // normal x, normal y
uniform sampler2D epoxy_map;       // share under epoxy, where not all or nothing is
uniform sampler2D floor_map;       // under enamel: normal x, normal y, share of it that is clear, height
uniform sampler2D patina_map;      // share of the metal that keeps its compound
uniform vec4 plan_to_uv;           // scale x, scale y, offset x, offset y

uniform sampler2D shadow_map;
uniform vec2 shadow_half_mm;
uniform vec3 backdrop_albedo;
uniform vec3 rim_mirror;           // reflectance of the rim

uniform vec3 f0;
uniform vec3 f82;
uniform vec3 f0_immersed;
uniform float metal_roughness;
uniform float brushed;             // anisotropy: rougher across the hairlines, which run along x
uniform vec3 coating_albedo;       // patina or dye
uniform float coating_roughness;
uniform float coating_everywhere;  // 1: dye, 0: only where the patina map has it
uniform float enamel_roughness;
uniform float dome_roughness;
uniform float enamel_depth_mm;     // clear enamel so deep shows a mirror in the colour that was asked for

const float F_NORMAL = 0.04;       // index 1.5, straight on
const float F_DIFFUSE = 0.0918;    // index 1.5, diffuse light going in
const float K_INTERNAL = 0.5964;   // index 1.5, diffuse light kept in
const float KEPT_IN = 0.6;         // share of the light on the face that total reflection brings back; by eye

// ---- light ---------------------------------------------------------------------------------

vec3 shadowed_ground(vec3 from, vec3 toward)
{
    vec2 hit = from.xy + toward.xy * (from.z / max(-toward.z, 1e-3));
    vec2 uv = vec2(0.5 + 0.5 * hit.x / shadow_half_mm.x, 0.5 - 0.5 * hit.y / shadow_half_mm.y);
    vec2 shadow = texture(shadow_map, uv).rg;
    return backdrop_albedo * irradiance_up * (1.0 - shadow.r + rim_mirror * shadow.g);
}

vec3 reflected_light(vec3 from, vec3 toward, float roughness)
{
    vec2 uv = 0.5 + toward.xy * (0.5 / (environment_reach * max(1.0 + toward.z, 0.5)));
    vec3 sky = textureLod(environment, uv, sqrt(roughness) * last_level).rgb;
    float lobe = 0.05 + roughness * roughness;  // a rough surface mirrors some of both
    if (toward.z > lobe)
        return sky;
    // a steep shoulder mirrors the face beside it; the rim mirrors the surface the pin lies on
#ifdef SURFACE_RIM
    vec3 below = shadowed_ground(from, toward);
#else
    vec3 below = 0.45 * irradiance_up;
#endif
    return mix(below, sky, smoothstep(-lobe, lobe, toward.z));
}

vec3 irradiance(vec3 n)
{
    return max(sh[0] + sh[1] * n.y + sh[2] * n.z + sh[3] * n.x + sh[4] * (n.x * n.y) + sh[5] * (n.y * n.z)
        + sh[6] * (3.0 * n.z * n.z - 1.0) + sh[7] * (n.x * n.z) + sh[8] * (n.x * n.x - n.y * n.y), vec3(0.0));
}

// ---- surfaces ------------------------------------------------------------------------------

float schlick(float cosine)
{
    float c = 1.0 - clamp(cosine, 0.0, 1.0);
    float c2 = c * c;
    return F_NORMAL + (1.0 - F_NORMAL) * c2 * c2 * c;
}

// OpenPBR conductor: Schlick corrected to its tint at 82 degrees.
vec3 metal_fresnel(vec3 at_normal, float cosine)
{
    float c = 1.0 - clamp(cosine, 0.0, 1.0);
    float c2 = c * c;
    float c5 = c2 * c2 * c;
    const float AT_82 = 0.462664;  // (6/7)**5
    vec3 schlick_82 = at_normal + (1.0 - at_normal) * AT_82;
    vec3 fall = schlick_82 * (1.0 - f82) * (17.6513 * (1.0 - c) * c5 * c);
    return max(at_normal + (1.0 - at_normal) * c5 - fall, vec3(0.0));
}

// Toksvig: normals that spread within a sample look rough. alpha**2 grows by twice the variance.
float roughened(float roughness, float spread)
{
    float r2 = roughness * roughness;
    return sqrt(sqrt(r2 * r2 + 2.0 * spread));
}

float specular_openness(float open, float cosine, float roughness)
{
    return clamp(pow(cosine + open, exp2(-16.0 * roughness - 1.0)) - 1.0 + open, 0.0, 1.0);
}

#ifdef HAS_HAIRLINES
// An anisotropic lobe: mirrors that lean across the hairlines, each as rough as the metal is along them.
vec3 brushed_light(vec3 at, vec3 n, vec3 v, float roughness)
{
    float across = roughness * roughness * sqrt(2.0 / (1.0 + (1.0 - brushed) * (1.0 - brushed)));
    float along = sqrt(across * (1.0 - brushed));
    vec3 lean = normalize(vec3(0.0, 1.0, 0.0) - n * n.y);
    vec3 sum = vec3(0.0);
    float weights = 0.0;
    for (int k = -4; k <= 4; ++k) {
        float slope = 0.5 * float(k);
        float weight = 1.0 / ((1.0 + slope * slope) * (1.0 + slope * slope));
        sum += weight * reflected_light(at, reflect(-v, normalize(n + lean * (slope * across))), along);
        weights += weight;
    }
    return sum / weights;
}
#endif

vec3 metal_color(vec3 at, vec3 n, vec3 v, float roughness, float open)
{
    float cosine = max(dot(n, v), 0.02);
    vec3 fresnel = metal_fresnel(f0, cosine);
    float seen = specular_openness(open, cosine, roughness);
#ifdef HAS_HAIRLINES
    vec3 light = brushed_light(at, n, v, roughness);
#else
    vec3 light = reflected_light(at, reflect(-v, n), roughness);
#endif
    // what the walls hide they replace with their own, once more reflected, light
    return light * fresnel * mix(fresnel, vec3(1.0), seen);
}

// Undo tone map and gloss, so that a flat patch comes out as the colour that was asked for.
vec3 enamel_albedo(vec3 requested, vec3 gloss_up)
{
    const float START = 0.76;
    const float ROOM = 0.24;
    // brighter than white enamel in this light: as bright as that, in the same hue
    vec3 c = requested * min(1.0, white_peak / max(max(requested.r, max(requested.g, requested.b)), 1e-4));
    float peak = max(c.r, max(c.g, c.b));
    if (peak > START) {
        float over = ROOM * ROOM / (1.0 - peak) - ROOM + START;
        float gray = 1.0 - 1.0 / (0.15 * (over - peak) + 1.0);
        c = max((c - peak * gray) / (1.0 - gray) * over / peak, vec3(0.0));
    }
    float least = min(c.r, min(c.g, c.b));
    c += least < 0.04 ? sqrt(max(least, 0.0) / 6.25) - least : 0.04;
    vec3 diffuse = c / exposure - F_NORMAL * gloss_up;
    const float TRANSMITTED = (1.0 - F_NORMAL) * (1.0 - F_DIFFUSE) / 2.25;
    return clamp(diffuse / (TRANSMITTED * irradiance_up + K_INTERNAL * diffuse), vec3(0.0), vec3(1.0));
}

vec3 enamel_body(vec3 albedo, vec3 n, float cosine, float open)
{
    vec3 bounced = mix(0.6 * f0, vec3(1.0), open);
    vec3 light = irradiance(n) * mix(bounced * bounced, vec3(1.0), open);
    return (1.0 - schlick(cosine)) * (1.0 - F_DIFFUSE) / 2.25 * albedo / (1.0 - K_INTERNAL * albedo) * light;
}

vec3 enamel_color(vec3 at, vec3 albedo, vec3 n, vec3 v, float roughness, float open)
{
    float cosine = max(dot(n, v), 0.02);
    float seen = specular_openness(open, cosine, roughness);
    vec3 gloss = reflected_light(at, reflect(-v, n), roughness) * mix(0.5 * f0, vec3(1.0), seen);
    return enamel_body(albedo, n, cosine, open) + schlick(cosine) * gloss;
}

#ifdef HAS_COATING
vec3 coated(vec3 metal, float share, vec3 at, vec3 n, vec3 v, float open)
{
    if (share < 0.004)
        return metal;
    return mix(metal, enamel_color(at, coating_albedo, n, v, coating_roughness, open), share);
}
#endif

// ---- the pin -------------------------------------------------------------------------------

vec3 unit_from_xy(vec2 xy)
{
    return vec3(xy, sqrt(max(1.0 - dot(xy, xy), 0.0)));
}

vec2 plan_uv(vec2 plan_mm)
{
    return plan_mm * plan_to_uv.xy + plan_to_uv.zw;
}

// Light from the metal under a clear medium: mirrored inside, out through the top, its direction bent.
vec3 metal_within(vec3 at, vec3 n_top, vec3 down, vec3 n, float roughness, float open)
{
    vec3 up = reflect(down, n);
    float out_cosine = dot(up, n_top);
    float lobe = 2.5 * roughness * roughness;  // a rough floor sends its light to either side
    float square = 1.0 - 2.25 * (1.0 - out_cosine * out_cosine);
    float root = sqrt(0.5 * (square + sqrt(square * square + lobe * lobe)));
    vec3 leaving = normalize(1.5 * up + (root - 1.5 * out_cosine) * n_top);
    vec3 fresnel = metal_fresnel(f0_immersed, max(dot(n, -down), 0.02));
    // past the critical angle (cosine 0.745) light is kept in, and comes out after another turn on the metal
    float escapes = smoothstep(0.70 - lobe, 0.82 + lobe, out_cosine);
    vec3 light = mix(KEPT_IN * fresnel * irradiance_up,
        (1.0 - schlick(dot(leaving, n_top))) * reflected_light(at, leaving, roughness), escapes);
    return fresnel * light * mix(0.6, 1.0, open);
}

#ifdef SEEN_FLOOR
// Look down from the top of clear enamel to the metal and back: Beer and Lambert's law along both ways.
vec3 clear_enamel(vec3 top, vec3 n_top, vec3 down, vec3 requested, float open)
{
    float fall = max(-down.z, 0.2);
    vec2 plan = top.xy;
    vec4 ground = texture(floor_map, plan_uv(plan));
    for (int step = 0; step < 2; ++step) {
        plan = top.xy + down.xy * (max(top.z - ground.w, 0.0) / fall);
        ground = texture(floor_map, plan_uv(plan));
    }
    vec3 n = unit_from_xy(ground.xy);
    float path_mm = max(top.z - ground.w, 0.0) * (1.0 / fall + 1.0 / max(reflect(down, n).z, 0.2));
    vec3 kept = pow(clamp(requested, vec3(0.002), vec3(0.99)), vec3(path_mm / (2.0 * enamel_depth_mm)));
    return kept * metal_within(top, n_top, down, n, texture(share_map, plan_uv(plan)).a, open);
}
#endif

vec3 bare_face(vec3 at, vec3 v)
{
    vec2 uv = plan_uv(at.xy);
    vec4 face = texture(face_map, uv);
    vec4 share = texture(share_map, uv);
    vec3 n = unit_from_xy(face.xy);
    float roughness = roughened(mix(metal_roughness, share.a, share.g), share.b);
    vec3 color = vec3(0.0);
    if (share.r > 0.004) {
        vec3 metal = metal_color(at, n, v, roughness, face.z);
#ifdef HAS_COATING
        metal = coated(metal, max(coating_everywhere, texture(patina_map, uv).r), at, n, v, face.z);
#endif
        color += share.r * metal;
    }
    if (share.r < 0.996) {
        vec3 requested = texture(color_map, uv).rgb;
        float skin = roughened(enamel_roughness, share.b);
        vec3 filled = enamel_color(at, enamel_albedo(requested, gloss_up_bare), n, v, skin, face.z);
#ifdef SEEN_FLOOR
        float clear = texture(floor_map, uv).z;
        if (clear > 0.004) {
            float f_in = schlick(dot(n, v));
            vec3 gloss = f_in * reflected_light(at, reflect(-v, n), skin) * mix(0.5 * f0, vec3(1.0),
                specular_openness(face.z, max(dot(n, v), 0.02), skin));
            vec3 within = clear_enamel(vec3(at.xy, face.w), n, refract(-v, n, 1.0 / 1.5), requested, face.z);
            filled = mix(filled, gloss + (1.0 - f_in) * within, clear);
        }
#endif
        color += (1.0 - share.r) * filled;
    }
    return color;
}

// Look down through the epoxy: refract, walk to the face, shade it inside the medium, come back out.
vec3 domed_face(vec3 at, vec3 v)
{
    vec2 uv = plan_uv(at.xy);
    vec3 n_dome = unit_from_xy(texture(dome_map, uv).xy);
    float cosine = max(dot(n_dome, v), 0.02);
    float f_in = schlick(cosine);
    vec3 gloss = f_in * reflected_light(at, reflect(-v, n_dome), dome_roughness);

    vec3 down = refract(-v, n_dome, 1.0 / 1.5);
    vec2 plan = at.xy;
    vec4 face = texture(face_map, uv);
    for (int step = 0; step < 3; ++step) {
        float drop = max(at.z - face.w, 0.0);
        plan = at.xy + down.xy * (drop / max(-down.z, 0.2));
        face = texture(face_map, plan_uv(plan));
    }
    uv = plan_uv(plan);
    vec4 share = texture(share_map, uv);
    // inside the medium a grain's lean is multiplied: what it scatters is in the roughness, not in single mirrors
    vec3 n = unit_from_xy(face.xy * mix(1.0, 0.1, share.g));
    vec3 color = gloss;
    if (share.r > 0.004) {
        float roughness = roughened(mix(metal_roughness, share.a, share.g), share.b);
        vec3 metal = (1.0 - f_in) * metal_within(at, n_dome, down, n, roughness, face.z);
#ifdef HAS_COATING
        vec3 body = enamel_body(coating_albedo, n_dome, cosine, face.z);
        metal = mix(metal, body, max(coating_everywhere, texture(patina_map, uv).r));
#endif
        color += share.r * metal;
    }
    if (share.r < 0.996) {
        // index-matched: the enamel's own gloss is gone, its body sends light out through the dome
        vec3 requested = texture(color_map, uv).rgb;
        vec3 filled = enamel_body(enamel_albedo(requested, gloss_up_domed), n_dome, cosine, face.z);
#ifdef SEEN_FLOOR
        float clear = texture(floor_map, uv).z;
        if (clear > 0.004)
            filled = mix(filled, (1.0 - f_in) * clear_enamel(vec3(plan, face.w), n_dome, down, requested, face.z), clear);
#endif
        color += (1.0 - share.r) * filled;
    }
    return color;
}

vec3 neutral_tone_map(vec3 c)
{
    const float START = 0.76;
    float least = min(c.r, min(c.g, c.b));
    c -= least < 0.08 ? least - 6.25 * least * least : 0.04;
    float peak = max(c.r, max(c.g, c.b));
    if (peak < START)
        return c;
    const float ROOM = 0.24;
    float squeezed = 1.0 - ROOM * ROOM / (peak + ROOM - START);
    c *= squeezed / peak;
    float gray = 1.0 - 1.0 / (0.15 * (peak - squeezed) + 1.0);
    return mix(c, vec3(squeezed), gray);
}

void main()
{
    vec3 v = normalize(cam_pos - world_mm);
    vec3 color;
#ifdef SURFACE_BARE
    color = bare_face(world_mm, v);
#endif
#ifdef SURFACE_DOMED
    color = domed_face(world_mm, v);
#endif
#ifdef SURFACE_PARTLY_DOMED
    color = mix(bare_face(world_mm, v), domed_face(world_mm, v), texture(epoxy_map, plan_uv(world_mm.xy)).r);
#endif
#ifdef SURFACE_RIM
    vec3 n = normalize(part_normal);
    color = metal_color(world_mm, n, v, metal_roughness, 1.0);
#ifdef HAS_COATING
    color = coated(color, coating_everywhere, world_mm, n, v, 1.0);
#endif
#endif
    color_out = vec4(clamp(neutral_tone_map(color * exposure), 0.0, 1.0), 1.0);
}
