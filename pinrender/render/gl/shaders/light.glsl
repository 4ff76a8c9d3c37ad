// Far light: mirrored, blurred by roughness, and gathered by a diffuse surface.

#include "ground.glsl"

uniform sampler2D environment;     // paraboloid about +z, level = last * roughness ** 0.4
uniform float environment_reach;
uniform float last_level;
uniform vec3 sh[9];                // irradiance / pi
uniform vec2 light_turn;           // cosine and sine of the angle about +z by which all of this is turned

const float SKYLINE = 0.05;        // z of directions over which sky and what lies below run into each other; by eye
const float FACE_BESIDE = 0.45;    // albedo of the face that a steep shoulder mirrors; by eye

// A direction in the light's own axes.
vec3 unturned(vec3 toward)
{
    return vec3(dot(light_turn, toward.xy), light_turn.x * toward.y - light_turn.y * toward.x, toward.z);
}

vec3 sky_light(vec3 direction, float roughness)
{
    vec3 toward = unturned(direction);
    vec2 uv = 0.5 + toward.xy * (0.5 / (environment_reach * max(1.0 + toward.z, 0.5)));
    return textureLod(environment, uv, pow(roughness, 0.4) * last_level).rgb;
}

vec3 reflected_light(vec3 from, vec3 toward, float roughness)
{
    vec3 sky = sky_light(toward, roughness);
    float lobe = SKYLINE + roughness * roughness;  // a rough surface mirrors some of both
    if (toward.z > lobe)
        return sky;
    // a steep shoulder mirrors the face beside it; the rim mirrors the surface the pin lies on
#ifdef SURFACE_RIM
    vec3 below = ground(from, toward);
#else
    vec3 below = FACE_BESIDE * irradiance_up;
#endif
    return mix(below, sky, smoothstep(-lobe, lobe, toward.z));
}

vec3 irradiance(vec3 normal)
{
    vec3 n = unturned(normal);
    return max(sh[0] + sh[1] * n.y + sh[2] * n.z + sh[3] * n.x + sh[4] * (n.x * n.y) + sh[5] * (n.y * n.z)
        + sh[6] * (3.0 * n.z * n.z - 1.0) + sh[7] * (n.x * n.z) + sh[8] * (n.x * n.x - n.y * n.y), vec3(0.0));
}
