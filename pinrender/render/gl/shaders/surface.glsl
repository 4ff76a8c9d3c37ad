// The surface that the pin lies on, as the camera sees it: smooth, woven or rough, flat or in folds, or a card.
// HAS_TILE: threads or grain; HAS_CARD: the tile is a card's; HAS_FOLDS: it does not lie flat.

#include "light.glsl"

uniform vec3 around_albedo;        // of what lies beyond a card
#ifdef HAS_TILE
uniform sampler2D tile_color;      // repeats, as does
uniform sampler2D tile_normal;     // x and y
uniform vec2 tile_mm;
#endif
#ifdef HAS_CARD
uniform vec2 card_middle_mm;
uniform vec2 card_half_mm;
uniform vec4 card_mm;              // radius of its corners, thickness, inset of its line, width of its line
uniform vec3 card_line;
#endif
#ifdef HAS_FOLDS
uniform sampler2D folds;           // normal x, normal y, height, openness
uniform float folds_half_mm;
const int FOLD_STEPS = 8;          // toward where a ray meets a gentle wave: no step shows; by eye

vec4 fold(vec2 at)
{
    return texture(folds, 0.5 + 0.5 * at / folds_half_mm);
}
#endif

vec3 surface_hit(vec3 from, vec3 toward)
{
    vec3 per_fall = toward / max(-toward.z, LEAST_FALL_TO_GROUND);
    vec3 hit = from + per_fall * from.z;
#ifdef HAS_FOLDS
    for (int step = 0; step < FOLD_STEPS; ++step)
        hit = from + per_fall * (from.z - fold(hit.xy).z);
#endif
    return hit;
}

vec3 surface_light(vec3 hit)
{
    vec3 shadow = shadow_at(hit.xy);
    vec3 albedo = backdrop_albedo;
    vec3 lit = irradiance_up;
    vec3 n = vec3(0.0, 0.0, 1.0);
#ifdef HAS_FOLDS
    vec4 lies = fold(hit.xy);
    n = vec3(lies.xy, sqrt(max(1.0 - dot(lies.xy, lies.xy), 0.0)));
#endif
#ifdef HAS_TILE
    vec2 cell = hit.xy / tile_mm;
    albedo = texture(tile_color, cell).rgb;
    n.xy += texture(tile_normal, cell).xy;
    n = normalize(n);
#endif
#if defined(HAS_TILE) || defined(HAS_FOLDS)
    lit = irradiance(n);
#endif
#ifdef HAS_FOLDS
    lit *= lies.w;
#endif
#ifdef HAS_CARD
    vec2 beyond = abs(hit.xy - card_middle_mm) - card_half_mm + card_mm.x;
    float off = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - card_mm.x;
    float sharp = 1.0 / max(fwidth(off), 1e-4);
    float on_card = clamp(0.5 - off * sharp, 0.0, 1.0);
    float on_line = clamp(0.5 - (abs(off + card_mm.z) - 0.5 * card_mm.w) * sharp, 0.0, 1.0);
    // beside the card's edge half of the sky is hidden, less the farther away
    vec3 around = around_albedo * irradiance_up * (1.0 - 0.5 * exp(-max(off, 0.0) / card_mm.y));
    albedo = mix(albedo, card_line, on_line);
    vec3 shown = mix(around, albedo * lit, on_card);
    return shown * (1.0 - shadow.r) + albedo * irradiance_up * rim_mirror * (shadow.g + rim_mirror * shadow.b);
#else
    return albedo * (lit * (1.0 - shadow.r) + irradiance_up * rim_mirror * (shadow.g + rim_mirror * shadow.b));
#endif
}
