// Average the tone-mapped supersamples in display-linear light over a small tent, lay them over the surface the pin
// lies on (smooth, so one sample a pixel is enough), and encode: straight alpha, exact sRGB.

#include "ground.glsl"
#include "tone.glsl"

in vec2 uv;
out vec4 color_out;

uniform sampler2D supersamples;
uniform vec2 pixel;
uniform int draws_backdrop;
uniform vec3 cam_pos;
uniform mat4 clip_to_world;

uniform float exposure;

vec3 backdrop()
{
    vec4 far = clip_to_world * vec4(2.0 * uv - 1.0, 1.0, 1.0);
    return neutral_tone_map(exposure * ground(cam_pos, far.xyz / far.w - cam_pos));
}

void main()
{
    vec4 sum = vec4(0.0);
    for (int k = 0; k < 4; ++k) {
        vec2 offset = vec2((k & 1) == 0 ? -0.375 : 0.375, (k & 2) == 0 ? -0.375 : 0.375);
        sum += texture(supersamples, uv + offset * pixel);
    }
    sum *= 0.25;
    if (draws_backdrop == 1 && sum.a < 0.999)
        sum = vec4(sum.rgb + (1.0 - sum.a) * backdrop(), 1.0);
    vec3 c = clamp(sum.rgb / max(sum.a, 1e-4), 0.0, 1.0);
    vec3 encoded = mix(12.92 * c, 1.055 * pow(max(c, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
    color_out = vec4(encoded, sum.a);
}
