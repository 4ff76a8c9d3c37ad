// Blur every pixel over the disc that its distance from the plane of focus gives it.

in vec2 uv;
out vec4 color_out;

uniform sampler2D picture;         // linear, alpha is the radius of blur in pixels
uniform vec2 pixel;

const int TAPS = 44;
const float GOLDEN_ANGLE = 2.39996323;

void main()
{
    vec4 here = texture(picture, uv);
    color_out = vec4(here.rgb, 1.0);
    if (here.a < 0.5)
        return;
    vec3 sum = here.rgb;
    float weights = 1.0;
    for (int k = 1; k < TAPS; ++k) {
        float share = sqrt(float(k) / float(TAPS));
        vec2 offset = here.a * share * vec2(cos(float(k) * GOLDEN_ANGLE), sin(float(k) * GOLDEN_ANGLE));
        vec4 there = texture(picture, uv + offset * pixel);
        // what is itself sharp does not spread so far
        float weight = clamp(there.a - here.a * share + 1.0, 0.0, 1.0);
        sum += weight * there.rgb;
        weights += weight;
    }
    color_out = vec4(sum / weights, 1.0);
}
