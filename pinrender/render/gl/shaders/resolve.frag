// Average the supersamples over a small tent and lay them over the surface the pin lies on.
// As it is, the supersamples are tone-mapped: average in display-linear light, encode; straight alpha, exact sRGB.
// IN_LINEAR_LIGHT: they are exposed only, and a lens comes after; alpha is the radius of blur in pixels.

#include "surface.glsl"
#include "tone.glsl"

in vec2 uv;
out vec4 color_out;

uniform sampler2D supersamples;
uniform sampler2D fringe;          // how much more of a sample is covered
uniform vec2 pixel;
uniform int draws_backdrop;
uniform vec3 cam_pos;
uniform mat4 clip_to_world;
uniform float exposure;

vec3 seen_toward()
{
    vec4 far = clip_to_world * vec4(2.0 * uv - 1.0, 1.0, 1.0);
    return far.xyz / far.w - cam_pos;
}

// Samples were covered or not; along the silhouette it is known how much of each is.
vec4 cut(vec4 sum, float more)
{
    float covered = sum.a > 0.0 ? clamp(sum.a + more, 0.0, 1.0) : 0.0;
    return vec4(sum.rgb * (covered / max(sum.a, 1e-4)), covered);
}

#ifdef IN_LINEAR_LIGHT
uniform vec3 cam_axis;             // along which it looks
uniform float focus_mm;
uniform float blur_px;             // radius of blur of what is infinitely far
uniform float face_mm;             // height of the pin's face

float blur_of(vec3 place)
{
    float away = dot(place - cam_pos, cam_axis);
    return blur_px * abs(away - focus_mm) / max(away, 1.0);
}

void main()
{
    // bright samples count for less, so that a sharp edge of a highlight is smooth once it is tone-mapped
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    float more = 0.0;
    for (int k = 0; k < 4; ++k) {
        vec2 offset = vec2((k & 1) == 0 ? -0.375 : 0.375, (k & 2) == 0 ? -0.375 : 0.375);
        vec4 one = texture(supersamples, uv + offset * pixel);
        float weight = 1.0 / (1.0 + max(one.r, max(one.g, one.b)));
        sum += weight * one;
        weights += weight;
        more += 0.25 * texture(fringe, uv + offset * pixel).r;
    }
    sum = cut(sum / weights, more);
    vec3 toward = seen_toward();
    vec3 below = surface_hit(cam_pos, toward);
    vec3 on_face = cam_pos + toward * ((cam_pos.z - face_mm) / max(-toward.z, 1e-3));
    vec3 color = sum.rgb;
    if (sum.a < 0.999)
        color += (1.0 - sum.a) * exposure * surface_light(below);
    color_out = vec4(color, sum.a > 0.5 ? blur_of(on_face) : blur_of(below));
}
#else
void main()
{
    vec4 sum = vec4(0.0);
    float more = 0.0;
    for (int k = 0; k < 4; ++k) {
        vec2 offset = vec2((k & 1) == 0 ? -0.375 : 0.375, (k & 2) == 0 ? -0.375 : 0.375);
        sum += texture(supersamples, uv + offset * pixel);
        more += texture(fringe, uv + offset * pixel).r;
    }
    sum = cut(0.25 * sum, 0.25 * more);
    if (draws_backdrop == 1 && sum.a < 0.999) {
        vec3 below = surface_light(surface_hit(cam_pos, seen_toward()));
        sum = vec4(sum.rgb + (1.0 - sum.a) * neutral_tone_map(exposure * below), 1.0);
    }
    color_out = vec4(encoded(sum.rgb / max(sum.a, 1e-4)), sum.a);
}
#endif
