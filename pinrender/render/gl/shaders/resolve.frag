#version 330 core
// Average the supersamples in linear light over a small tent, then encode: straight alpha, exact sRGB.

in vec2 uv;
out vec4 color_out;

uniform sampler2D supersamples;
uniform vec2 texel;

void main()
{
    vec4 sum = vec4(0.0);
    for (int k = 0; k < 4; ++k) {
        vec2 offset = vec2((k & 1) == 0 ? -0.75 : 0.75, (k & 2) == 0 ? -0.75 : 0.75);
        sum += texture(supersamples, uv + offset * texel);
    }
    sum *= 0.25;
    vec3 c = clamp(sum.rgb / max(sum.a, 1e-4), 0.0, 1.0);
    vec3 encoded = mix(12.92 * c, 1.055 * pow(max(c, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
    color_out = vec4(encoded, sum.a);
}
