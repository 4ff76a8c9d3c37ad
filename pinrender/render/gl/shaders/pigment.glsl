// A diffuse body under a skin of index 1.5: what its pigment makes of light, and which pigment shows a colour.

#include "metal.glsl"

const float IN_AND_STRAIGHT_OUT = (1.0 - F_NORMAL) * (1.0 - F_DIFFUSE) / (INDEX * INDEX);

// What a flat body of a pigment sends straight up in the light of the promise, gloss aside.
vec3 shown_of(vec3 albedo)
{
    return IN_AND_STRAIGHT_OUT * promised_irradiance * albedo / (1.0 - K_INTERNAL * albedo);
}

// The pigment of which a flat body sends that up.
vec3 pigment_of(vec3 shown)
{
    return shown / (IN_AND_STRAIGHT_OUT * promised_irradiance + K_INTERNAL * shown);
}
