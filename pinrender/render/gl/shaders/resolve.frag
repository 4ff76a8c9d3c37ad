#version 330 core
// Average the tone-mapped supersamples in display-linear light over a small tent, lay them over the surface the pin
// lies on (smooth, so one sample a pixel is enough), and encode: straight alpha, exact sRGB.

in vec2 uv;
out vec4 color_out;

uniform sampler2D supersamples;
uniform vec2 pixel;
uniform int draws_backdrop;
uniform vec3 cam_pos;
uniform mat4 clip_to_world;

uniform sampler2D shadow_map;
uniform vec2 shadow_half_mm;
uniform vec3 backdrop_albedo;
uniform vec3 rim_mirror;
uniform vec3 irradiance_up;
uniform float exposure;

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

vec3 backdrop()
{
    vec4 far = clip_to_world * vec4(2.0 * uv - 1.0, 1.0, 1.0);
    vec3 toward = far.xyz / far.w - cam_pos;
    vec2 hit = cam_pos.xy + toward.xy * (cam_pos.z / max(-toward.z, 1e-4));
    vec2 shadow = texture(shadow_map, vec2(0.5 + 0.5 * hit.x / shadow_half_mm.x, 0.5 - 0.5 * hit.y / shadow_half_mm.y)).rg;
    return neutral_tone_map(exposure * backdrop_albedo * irradiance_up * (1.0 - shadow.r + rim_mirror * shadow.g));
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
