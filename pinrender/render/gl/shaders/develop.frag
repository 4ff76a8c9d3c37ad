// Spread a little of the light around what is bright, tone-map, encode.

#include "tone.glsl"

in vec2 uv;
out vec4 color_out;

uniform sampler2D picture;         // linear and exposed, with all its mip levels
uniform vec2 pixel;
uniform float bloom;               // share of the light that spreads
uniform vec3 bloom_px;             // standard deviations of three blurs that share it evenly

// A mip level, smoothed: one of its texels is about as wide as the blur's standard deviation.
vec3 blurred(float sigma_px)
{
    float level = max(log2(sigma_px), 0.0);
    vec2 reach = 0.75 * exp2(level) * pixel;
    vec3 sum = vec3(0.0);
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x)
            sum += float((2 - abs(x)) * (2 - abs(y))) * textureLod(picture, uv + vec2(x, y) * reach, level).rgb;
    return sum / 16.0;
}

void main()
{
    vec3 color = texture(picture, uv).rgb;
    vec3 around = (blurred(bloom_px.x) + blurred(bloom_px.y) + blurred(bloom_px.z)) / 3.0;
    color_out = vec4(encoded(neutral_tone_map(mix(color, around, bloom))), 1.0);
}
