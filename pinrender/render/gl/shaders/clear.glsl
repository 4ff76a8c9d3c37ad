// What is seen through clear enamel or epoxy: rays bent at the top, metal shaded inside the medium.

#include "enamel.glsl"
#include "plan.glsl"

uniform sampler2D floor_map;       // under enamel: normal x, normal y, share of it that is clear, height
uniform float enamel_depth_mm;     // clear enamel so deep shows a mirror in the colour that was asked for

uniform sampler2D carried_map;     // under epoxy: light that total reflection brings back, over what came in
const float KEPT_IN = 0.6;         // the same under clear enamel; by eye
const float BEYOND = 0.5556;       // share of a matt body's light beyond the critical angle of index 1.5
const float FLOOR_SHADE = 0.6;     // of its light that is left to metal in a deep cell; by eye
const float FLOOR_LOBE = 2.5;      // how much wider a floor's lobe escapes than alpha says; by eye
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
// Look down from the top of clear enamel to the metal and back: Beer and Lambert's law along both ways.
vec3 clear_enamel(vec3 top, vec3 n_top, vec3 down, vec3 requested, float open)
{
    float fall = max(-down.z, LEAST_FALL);
    vec2 plan = top.xy;
    vec4 ground = texture(floor_map, plan_uv(plan));
    for (int step = 0; step < 2; ++step) {
        plan = top.xy + down.xy * (max(top.z - ground.w, 0.0) / fall);
        ground = texture(floor_map, plan_uv(plan));
    }
    vec3 n = unit_from_xy(ground.xy);
    float path_mm = max(top.z - ground.w, 0.0) * (1.0 / fall + 1.0 / max(reflect(down, n).z, LEAST_FALL));
    vec3 kept = pow(clamp(requested, vec3(DARKEST), vec3(CLEAREST)), vec3(path_mm / (2.0 * enamel_depth_mm)));
    return kept * metal_within(top, plan, n_top, down, n, texture(share_map, plan_uv(plan)).a, open,
        KEPT_IN * f0_immersed * irradiance_up);
}
#endif
