// What is seen through clear enamel or epoxy: rays bent at the top, metal shaded inside the medium.

#include "enamel.glsl"
#include "plan.glsl"

uniform sampler2D floor_map;       // under enamel: normal x, normal y, share of it that is clear, height
uniform float enamel_depth_mm;     // clear enamel so deep shows a mirror in the colour that was asked for

uniform sampler2D carried_map;     // under epoxy: light that total reflection brings back, over what came in
const float BEYOND = 0.5556;       // share of a matt body's light beyond the critical angle of index 1.5
const float FLOOR_SHADE = 0.6;     // of its light that is left to metal in a deep cell; by eye
const float CLEAR_SHADE = 0.8;     // the same in a sunk clear cell; by the traced pictures
const float FLOOR_LOBE = 2.5;      // how much wider a floor's lobe escapes than alpha says; by eye
const float CRITICAL = 0.7454;     // cosine of the critical angle: most of what is kept in runs little flatter
const float MATT = 0.4036;         // share of matt light within that leaves: 1 - F_DIFFUSE, over the square of INDEX
const float SPREAD = 1.2247;       // root of INDEX: a lobe is INDEX times as wide outside, and roughness is alpha's root
const float LEAST_FALL = 0.2;      // cosine: rays that run flatter would walk out of the pin
const float CLEAREST = 0.99;       // a channel that is asked for brighter or darker is as these two are
const float DARKEST = 0.002;

// Share of a lobe that leaves the medium; past the critical angle (cosine 0.745) light is kept in.
float escaping(float out_cosine, float lobe)
{
    return smoothstep(0.70 - lobe, 0.82 + lobe, out_cosine);
}

// Where light that goes up within the medium leaves it; a lobe so wide still leaves past the critical angle.
vec3 bent_out(vec3 up, vec3 n_top, float lobe)
{
    float out_cosine = dot(up, n_top);
    float square = 1.0 - INDEX * INDEX * (1.0 - out_cosine * out_cosine);
    float root = sqrt(0.5 * (square + sqrt(square * square + lobe * lobe)));
    return normalize(INDEX * up + (root - INDEX * out_cosine) * n_top);
}

// Light from the metal under a clear medium: mirrored inside, out through the top, its direction bent.
vec3 metal_within(vec3 at, vec2 plan_mm, vec3 n_top, vec3 down, vec3 n, float roughness, float open, vec3 kept_in)
{
    vec3 up = reflect(down, n);
    float out_cosine = dot(up, n_top);
    float lobe = FLOOR_LOBE * roughness * roughness;  // a rough floor sends its light to either side
    vec3 leaving = bent_out(up, n_top, lobe);
    float cosine = max(dot(n, -down), 0.02);
    vec3 fresnel = plated_reflectance(plan_mm, cosine, 1.0);
    // past the critical angle a mirror shows what is kept in
    float escapes = escaping(out_cosine, lobe);
    vec3 light = mix(kept_in,
        (1.0 - schlick(dot(leaving, n_top))) * reflected_light(at, leaving, roughness), escapes);
    return sent_back(fresnel, roughness, cosine) * light * mix(FLOOR_SHADE, 1.0, open);
}

#ifdef SEEN_FLOOR
// Share of the light that a path through clear enamel leaves: Beer and Lambert's law.
vec3 left_by(vec3 requested, float path_mm)
{
    return pow(clamp(requested, vec3(DARKEST), vec3(CLEAREST)), vec3(path_mm / (2.0 * enamel_depth_mm)));
}

// What a level floor mirrors, `rise` being the cosine of the light's way to the skin.
vec3 level_floor(vec2 plan, float rise, float roughness)
{
    return sent_back(plated_reflectance(plan, rise, 1.0), roughness, rise);
}

// Radiance of light that total reflection keeps in. Each turn, down to the floor and up to the skin, leaves `a` of it;
// ribs, grain and walls turn it every way, so that `MATT` of it gets out, or in: m a + (1 - m) a m a + ... of the
// light outside, as in Saunderson's formula.
vec3 trapped_light(vec2 plan, vec3 requested, float roughness)
{
    vec3 a = level_floor(plan, CRITICAL, roughness) * left_by(requested, 2.0 * enamel_depth_mm / CRITICAL);
    return MATT * a / (1.0 - (1.0 - MATT) * a) * irradiance_up;
}

// Look down from the top of clear enamel to the metal, as often as its light takes to get out.
// The skin throws back F_NORMAL of what leaves it, which comes once more: in even light from a smooth floor that
// reflects `m` this is, with the gloss, F + (1 - F)**2 m / (1 - F m). `passes` is what the skin lets out, `lit` and
// `back` are what lights a matt body under it (`sent_out`): patina and dye on the floor are one, their own skin gone.
vec3 clear_enamel(vec3 top, vec3 n_top, vec3 down, vec3 requested, float open, float passes, vec3 lit, vec3 back)
{
    float fall = max(-down.z, LEAST_FALL);
    vec2 plan = top.xy;
    vec4 ground = texture(floor_map, plan_uv(plan));
    for (int step = 0; step < 2; ++step) {
        plan = top.xy + down.xy * (max(top.z - ground.w, 0.0) / fall);
        ground = texture(floor_map, plan_uv(plan));
    }
    vec3 n = unit_from_xy(ground.xy);
    float roughness = texture(share_map, plan_uv(plan)).a;
    vec3 up = reflect(down, n);
    // a wall mirrors some light down: the level floor beside it sends that up again
    float lobe = max(FLOOR_LOBE * roughness * roughness, 1e-3);
    float twice = 1.0 - smoothstep(-lobe, lobe, up.z);
    up.z = mix(up.z, abs(up.z), twice);
    float rise = clamp(dot(up, n_top), 0.0, 1.0);
    float deep_mm = max(top.z - ground.w, 0.0);
    float rest_mm = mix(deep_mm, max(2.0 * enamel_depth_mm - deep_mm, deep_mm), twice);
    float cosine = max(dot(n, -down), 0.02);
    vec3 mirrored = sent_back(plated_reflectance(plan, cosine, 1.0), roughness, cosine)
        * mix(vec3(1.0), level_floor(plan, rise, roughness), twice);
    // what leaves of a lobe however flat runs within the critical angle
    vec3 once = mirrored * left_by(requested, deep_mm / fall + rest_mm / max(rise, CRITICAL));
    float leaves = of_rough_mirror(rise, roughness).g, again = leaves * F_NORMAL / (1.0 - F_NORMAL);
    vec3 sky = reflected_light(top, bent_out(up, n_top, lobe), min(SPREAD * roughness, 1.0));
    vec3 light = leaves * sky + (1.0 - leaves - again) * trapped_light(plan, requested, roughness);
    vec3 shown = passes * once * light / (1.0 - again * once) * mix(CLEAR_SHADE, 1.0, open);
#ifdef HAS_COATING
    vec3 body = coat_albedo(plan) * left_by(requested, 2.0 * deep_mm / fall);
    shown = mix(shown, sent_out(body, lit, back), coat_share(plan_uv(plan)));
#endif
    return shown;
}
#endif
