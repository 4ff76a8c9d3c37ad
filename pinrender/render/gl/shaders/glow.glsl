// Enamel that gives off light: below what a studio throws on it by day, above it in the dark.

#include "flakes.glsl"

#ifdef HAS_GLOW
uniform sampler2D glow_map;        // radiance given off by a sample of the face, less its metal, in units of glow_radiance
uniform float glow_radiance;

// What glow makes of an enamel's body: to be added to it. By day the two together show what was asked for;
// `passed` is what its way out through old epoxy leaves.
vec3 glowing_instead(vec2 uv, vec3 n_top, vec3 v, vec3 albedo, float enamel, vec3 passed,
    vec3 lit, vec3 back)
{
    vec3 given = passed * glow_radiance * texture(glow_map, uv).rgb / enamel;
    vec3 body = pigment_of(max(shown_of(albedo) - given, vec3(0.0)));
    float cosine = max(dot(n_top, v), 0.02);
    return given * (1.0 - schlick(cosine)) / (1.0 - F_NORMAL) + sent_out(body, lit, back)
        - sent_out(albedo, lit, back);
}
#endif
