// The surface that the pin lies on, with what the pin keeps off it and what its rim adds.

uniform sampler2D shadow_map;
uniform vec2 shadow_half_mm;
uniform vec3 backdrop_albedo;
uniform vec3 rim_mirror;           // reflectance of the rim
uniform vec3 irradiance_up;        // on a flat face

const float LEAST_FALL_TO_GROUND = 1e-3;  // a ray that runs along the surface meets it very far off

// Shares of its light that the pin keeps off a place on it, and that the rim adds by one mirroring and by more.
vec3 shadow_at(vec2 place)
{
    return texture(shadow_map, vec2(0.5 + 0.5 * place.x / shadow_half_mm.x, 0.5 - 0.5 * place.y / shadow_half_mm.y)).rgb;
}

// Where a ray meets it, and the light that comes from there.
vec3 ground(vec3 from, vec3 toward)
{
    vec3 shadow = shadow_at(from.xy + toward.xy * (from.z / max(-toward.z, LEAST_FALL_TO_GROUND)));
    return backdrop_albedo * irradiance_up * (1.0 - shadow.r + rim_mirror * (shadow.g + rim_mirror * shadow.b));
}
