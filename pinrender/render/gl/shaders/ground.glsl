// The surface that the pin lies on, with what the pin keeps off it and what its rim adds.

uniform sampler2D shadow_map;
uniform vec2 shadow_half_mm;
uniform vec3 backdrop_albedo;
uniform vec3 rim_mirror;           // reflectance of the rim
uniform vec3 irradiance_up;        // on a flat face

// Where a ray meets it, and the light that comes from there.
vec3 ground(vec3 from, vec3 toward)
{
    vec2 hit = from.xy + toward.xy * (from.z / max(-toward.z, 1e-3));
    vec2 uv = vec2(0.5 + 0.5 * hit.x / shadow_half_mm.x, 0.5 - 0.5 * hit.y / shadow_half_mm.y);
    vec3 shadow = texture(shadow_map, uv).rgb;
    return backdrop_albedo * irradiance_up * (1.0 - shadow.r + rim_mirror * (shadow.g + rim_mirror * shadow.b));
}
