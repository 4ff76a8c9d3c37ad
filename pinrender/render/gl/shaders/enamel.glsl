// Enamel, patina and dye in air: a diffuse body under a skin of index 1.5.

#include "pigment.glsl"

uniform vec3 gloss_up_bare;        // what flat enamel mirrors in the front view, in the light of the promise
uniform vec3 gloss_up_domed;       // what the epoxy over it mirrors
uniform float white_peak;          // display-linear white enamel in that light
uniform float coating_roughness;
uniform float enamel_roughness;
#if defined(HAS_COATING) && defined(HAS_SECOND)
uniform float coating_roughness_second;
#endif

const float WALL_BOUNCE = 0.6;     // of f0: light that a deep cell's walls send on to its floor; by eye
const float WALL_MIRROR = 0.5;     // of f0: what is mirrored where walls stand before the sky; by eye
const float THINNEST = 0.004;      // a smaller share is less than a level of 255

float schlick(float cosine)
{
    float c = 1.0 - clamp(cosine, 0.0, 1.0);
    float c2 = c * c;
    return F_NORMAL + (1.0 - F_NORMAL) * c2 * c2 * c;
}

// Undo tone map (START, ROOM and the rest are Khronos PBR Neutral's, as in tone.glsl) and gloss, so that a flat patch comes out as the colour that was asked for, in the light that
// keeps this promise.
vec3 enamel_albedo(vec3 requested, vec3 gloss_up)
{
    const float START = 0.76;
    const float ROOM = 0.24;
    // brighter than white enamel in this light: as bright as that, in the same hue
    vec3 c = requested * min(1.0, white_peak / max(max(requested.r, max(requested.g, requested.b)), 1e-4));
    float peak = max(c.r, max(c.g, c.b));
    if (peak > START) {
        float over = ROOM * ROOM / (1.0 - peak) - ROOM + START;
        float gray = 1.0 - 1.0 / (0.15 * (over - peak) + 1.0);
        c = max((c - peak * gray) / (1.0 - gray) * over / peak, vec3(0.0));
    }
    // a channel darker than the gloss: as dark as that, and the others as asked for
    vec3 mirrored = promised_exposure * F_NORMAL * gloss_up;
    c = max(c, mix(6.25 * mirrored * mirrored, mirrored - 0.04, step(0.08, mirrored)));
    float least = min(c.r, min(c.g, c.b));
    c += least < 0.04 ? sqrt(max(least, 0.0) / 6.25) - least : 0.04;
    vec3 diffuse = c / promised_exposure - F_NORMAL * gloss_up;
    return clamp(pigment_of(diffuse), vec3(0.0), vec3(1.0));
}

// What of the sky's light goes in through the skin, meets white once, and comes out toward the eye.
vec3 through_skin(vec3 n, float cosine, float open)
{
    vec3 bounced = mix(WALL_BOUNCE * f0, vec3(1.0), open);
    vec3 light = irradiance(n) * mix(bounced * bounced, vec3(1.0), open);
    return (1.0 - schlick(cosine)) * (1.0 - F_DIFFUSE) / (INDEX * INDEX) * light;
}

const vec3 ITS_OWN = vec3(-1.0);   // what comes back within is the light that the body itself sent up

// What a body sends out of the light that goes in, `lit`; `back` is what comes back within, over what came in.
vec3 sent_out(vec3 albedo, vec3 lit, vec3 back)
{
    return lit * (back.r < 0.0 ? albedo / (1.0 - K_INTERNAL * albedo) : albedo * (1.0 + back));
}

vec3 enamel_body(vec3 albedo, vec3 n, float cosine, float open)
{
    return sent_out(albedo, through_skin(n, cosine, open), ITS_OWN);
}

vec3 enamel_color(vec3 at, vec3 albedo, vec3 n, vec3 v, float roughness, float open)
{
    float cosine = max(dot(n, v), 0.02);
    float seen = specular_openness(open, cosine, roughness);
    vec3 gloss = reflected_light(at, reflect(-v, n), roughness) * mix(WALL_MIRROR * f0, vec3(1.0), seen);
    return enamel_body(albedo, n, cosine, open) + schlick(cosine) * gloss;
}

#ifdef HAS_COATING
vec3 coated(vec3 metal, float share, vec3 at, vec3 n, vec3 v, float open)
{
    if (share < THINNEST)
        return metal;
    float roughness = coating_roughness;
#ifdef HAS_SECOND
    roughness = mix(roughness, coating_roughness_second, second_share(at.xy));
#endif
#ifdef HAS_WALLS
    float cosine = max(dot(n, v), 0.02);
    vec2 walls = walls_at(at.xy);
    vec3 albedo = albedo_at(at.xy);
    vec3 falling = between_walls(albedo, walls);
    vec3 body = sent_out(coat_albedo(at.xy), falling * through_skin(n, cosine, 1.0), ITS_OWN);
    vec3 gloss = reflected_light(at, reflect(-v, n), roughness) * walls.r + walls.g * albedo * falling * irradiance_up;
    return mix(metal, body + schlick(cosine) * gloss, share);
#else
    return mix(metal, enamel_color(at, coat_albedo(at.xy), n, v, roughness, open), share);
#endif
}
#endif
