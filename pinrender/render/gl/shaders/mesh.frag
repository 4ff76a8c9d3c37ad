// A struck, plated, enamelled and perhaps domed pin under far light. Linear Rec.709 throughout;
// the result is display-linear and premultiplied, encoded when the supersamples are averaged.
//
// One program for each kind of surface (software GL runs both sides of every branch):
// SURFACE_BARE the face, SURFACE_DOMED the face seen through epoxy, SURFACE_PARTLY_DOMED either,
// SURFACE_RIM plain metal. Added to them: SEEN_FLOOR where some of the enamel is clear, HAS_COATING where patina or dye
// lies on the metal, HAS_HAIRLINES where it is brushed, HAS_FILM where a film colours it, HAS_SECOND where some of it
// has a second plating, HAS_FLAKES where some of the enamel holds flakes, HAS_GLOW where some of it gives off light,
// HAS_AGED_EPOXY where the epoxy has yellowed, HAS_WALLS where rough metal or a coating lies in air, IN_LINEAR_LIGHT where
// a lens comes after, ALL_METAL or ALL_ENAMEL where a bare face is nothing else.

#include "glow.glsl"
#include "tone.glsl"

in vec3 world_mm;
in vec3 part_normal;
out vec4 color_out;

uniform vec3 cam_pos;
uniform float exposure;
#ifdef IN_LINEAR_LIGHT
const float BRIGHTEST = 40.0;      // that a lens spreads: more is a speck of one pixel
#endif

const float GRAIN_WITHIN = 0.1;    // of a grain's lean that is left under epoxy; by eye

uniform sampler2D dome_map;        // normal x, normal y
uniform sampler2D epoxy_map;       // share under epoxy, where not all or nothing is
uniform float dome_roughness;
const float WALLS_HIDE = 0.4;      // of the light under epoxy, beside what they hide in air; by the traced pictures
uniform vec3 epoxy_absorption_per_mm;

vec3 bare_face(vec3 at, vec3 v)
{
    vec2 uv = plan_uv(at.xy);
    vec4 face = texture(face_map, uv);
    vec4 share = texture(share_map, uv);
    vec3 n = unit_from_xy(face.xy);
    float roughness = roughened(mix(plated_roughness(at.xy), share.a, share.g), share.b);
    vec3 color = vec3(0.0);
#ifndef ALL_ENAMEL
    if (share.r > THINNEST) {
        vec3 metal = metal_color(vec3(at.xy, face.w), n, v, roughness, face.z);
#ifdef HAS_COATING
        metal = coated(metal, coat_share(uv), at, n, v, face.z);
#endif
        color += share.r * metal;
    }
#endif
#ifndef ALL_METAL
    if (share.r < 1.0 - THINNEST) {
        vec3 requested = texture(color_map, uv).rgb;
        float skin = roughened(enamel_roughness, share.b);
        vec3 albedo = enamel_albedo(requested, gloss_up_bare);
        vec3 filled = enamel_color(at, albedo, n, v, skin, face.z);
#ifdef HAS_FLAKES
        filled += flaked_instead(at, uv, n, v, refract(-v, n, 1.0 / INDEX), n, albedo, face.z,
            through_skin(n, max(dot(n, v), 0.02), face.z), ITS_OWN);
#endif
#ifdef HAS_GLOW
        filled += glowing_instead(uv, n, v, albedo, 1.0 - share.r, vec3(1.0),
            through_skin(n, max(dot(n, v), 0.02), face.z), ITS_OWN);
#endif
#ifdef SEEN_FLOOR
        float clear = texture(floor_map, uv).z;
        if (clear > THINNEST) {
            float f_in = schlick(dot(n, v));
            vec3 gloss = f_in * reflected_light(at, reflect(-v, n), skin) * mix(WALL_MIRROR * f0, vec3(1.0),
                specular_openness(face.z, max(dot(n, v), 0.02), skin));
            vec3 within = clear_enamel(vec3(at.xy, face.w), n, refract(-v, n, 1.0 / INDEX), requested, face.z,
                1.0 - f_in, through_skin(n, max(dot(n, v), 0.02), face.z), ITS_OWN);
            filled = mix(filled, gloss + within, clear);
        }
#endif
        color += (1.0 - share.r) * filled;
    }
#endif
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

    vec3 down = refract(-v, n_dome, 1.0 / INDEX);
    vec2 plan = at.xy;
    vec4 face = texture(face_map, uv);
    for (int step = 0; step < 3; ++step) {
        float drop = max(at.z - face.w, 0.0);
        plan = at.xy + down.xy * (drop / max(-down.z, LEAST_FALL));
        face = texture(face_map, plan_uv(plan));
    }
    uv = plan_uv(plan);
    vec4 share = texture(share_map, uv);
    // inside the medium a grain's lean is multiplied: what it scatters is in the roughness, not in single mirrors
    vec3 n = unit_from_xy(face.xy * mix(1.0, GRAIN_WITHIN, share.g));
    vec3 color = gloss;
    vec3 carried = texture(carried_map, uv).rgb;
    vec3 lit = through_skin(n_dome, cosine, mix(1.0, face.z, WALLS_HIDE));
    vec3 kept = vec3(1.0);
#ifdef HAS_AGED_EPOXY
    float path_mm = max(at.z - face.w, 0.0) * (1.0 + 1.0 / max(-down.z, LEAST_FALL));
    kept = exp(-path_mm * epoxy_absorption_per_mm);
#endif
    if (share.r > THINNEST) {
        float roughness = roughened(mix(plated_roughness(plan), share.a, share.g), share.b);
        vec3 metal = kept * (1.0 - f_in) * metal_within(at, plan, n_dome, down, n, roughness, face.z,
            (1.0 - F_DIFFUSE) / (INDEX * INDEX) / BEYOND * carried * irradiance_up);
#ifdef HAS_COATING
        vec3 body = sent_out(coat_albedo(plan) * kept, lit, carried);
        metal = mix(metal, body, coat_share(uv));
#endif
        color += share.r * metal;
    }
    if (share.r < 1.0 - THINNEST) {
        // index-matched: the enamel's own gloss is gone, its body sends light out through the dome
        vec3 requested = texture(color_map, uv).rgb;
        vec3 albedo = kept * enamel_albedo(requested, gloss_up_domed);
        vec3 filled = sent_out(albedo, lit, carried);
#ifdef HAS_FLAKES
        filled += flaked_instead(at, uv, n_dome, v, down, n, albedo, face.z, lit, carried);
#endif
#ifdef HAS_GLOW
        filled += glowing_instead(uv, n_dome, v, albedo, 1.0 - share.r, sqrt(kept), lit, carried);
#endif
#ifdef SEEN_FLOOR
        float clear = texture(floor_map, uv).z;
        if (clear > THINNEST)
            filled = mix(filled, kept * clear_enamel(vec3(plan, face.w), n_dome, down, requested, face.z,
                1.0 - f_in, lit, carried), clear);
#endif
        color += (1.0 - share.r) * filled;
    }
    return color;
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
#ifdef IN_LINEAR_LIGHT
    color_out = vec4(min(color * exposure, vec3(BRIGHTEST)), 1.0);  // a lens comes after
#else
    color_out = vec4(clamp(neutral_tone_map(color * exposure), 0.0, 1.0), 1.0);
#endif
}
