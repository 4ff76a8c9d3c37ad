// Khronos PBR Neutral, as color.py has it: linear to display-linear.

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

// Exact sRGB transfer, IEC 61966-2-1.
vec3 encoded(vec3 display)
{
    vec3 c = clamp(display, 0.0, 1.0);
    return mix(12.92 * c, 1.055 * pow(max(c, vec3(1e-6)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}
