// Plated metal in air: an OpenPBR conductor with a GGX lobe, stretched where it is brushed.

#include "film.glsl"
#include "light.glsl"
#include "plan.glsl"

const float INDEX = 1.5;           // of enamel, epoxy and every skin
const float F_NORMAL = 0.04;       // index 1.5, straight on
const float F_DIFFUSE = 0.0918;    // index 1.5, diffuse light going in
const float K_INTERNAL = 0.5964;   // index 1.5, diffuse light kept in

uniform vec3 f0;
uniform vec3 f82;
uniform vec3 f0_immersed;
uniform float metal_roughness;
uniform float brushed;             // anisotropy: rougher across the hairlines, which run along x
uniform vec3 promised_irradiance;  // of the light in which the colour asked for comes out
uniform float promised_exposure;
uniform sampler2D albedo_table;    // of a rough mirror: cosine across, roughness down; g: what leaves enamel

#ifdef HAS_SECOND
uniform sampler2D second_map;      // share of the metal that has the second plating
uniform vec3 f0_second;
uniform vec3 f82_second;
uniform vec3 f0_immersed_second;
uniform float metal_roughness_second;
uniform float brushed_second;
uniform float film_is_second;      // 1: the film is the second plating's
#endif

float second_share(vec2 plan_mm)
{
#ifdef HAS_SECOND
    return texture(second_map, plan_uv(plan_mm)).r;
#else
    return 0.0;
#endif
}

// OpenPBR conductor: Schlick corrected to its tint at 82 degrees.
vec3 metal_fresnel(vec3 at_normal, vec3 tint, float cosine)
{
    float c = 1.0 - clamp(cosine, 0.0, 1.0);
    float c2 = c * c;
    float c5 = c2 * c2 * c;
    const float AT_82 = 0.462664;  // (6/7)**5
    vec3 schlick_82 = at_normal + (1.0 - at_normal) * AT_82;
    vec3 fall = schlick_82 * (1.0 - tint) * (17.6513 * (1.0 - c) * c5 * c);
    return max(at_normal + (1.0 - at_normal) * c5 - fall, vec3(0.0));
}

const float SIDE = 32.0;           // of that table

// Of a rough mirror, by the cosine to its normal, the share it sends back at once; and in enamel, by the cosine of the
// middle of its lobe to the skin, the share of that which leaves.
vec2 of_rough_mirror(float cosine, float roughness)
{
    return texture(albedo_table, (vec2(cosine, roughness) * (SIDE - 1.0) + 0.5) / SIDE).rg;
}

// What a rough metal sends back of the light it mirrors. Its facets send what they mask to each other, tinted once more.
vec3 sent_back(vec3 fresnel, float roughness, float cosine)
{
    float once = of_rough_mirror(cosine, roughness).r;
    return fresnel * (once + fresnel * (1.0 - once));
}

// What the platings reflect, in air or under clear enamel and epoxy; one has a film, or none.
vec3 plated_reflectance(vec2 plan_mm, float cosine, float immersed)
{
    vec3 first = immersed > 0.5 ? f0_immersed : f0;
#ifdef HAS_SECOND
    float other = second_share(plan_mm);
    vec3 second = immersed > 0.5 ? f0_immersed_second : f0_second;
    vec3 plain = metal_fresnel(mix(first, second, other), mix(f82, f82_second, other), cosine);
#ifdef HAS_FILM
    return mix(plain, film_fresnel(plan_mm, cosine, immersed), mix(1.0 - other, other, film_is_second));
#endif
    return plain;
#else
#ifdef HAS_FILM
    return film_fresnel(plan_mm, cosine, immersed);
#endif
    return metal_fresnel(first, f82, cosine);
#endif
}

// Of the metal that is polished or brushed; that of bare floors is in the map.
float plated_roughness(vec2 plan_mm)
{
#ifdef HAS_SECOND
    return mix(metal_roughness, metal_roughness_second, second_share(plan_mm));
#else
    return metal_roughness;
#endif
}

// Lines and the rim are brushed; struck floors are as the die left them.
float plated_brush(vec2 plan_mm)
{
    float polished = brushed;
#ifdef HAS_SECOND
    polished = mix(brushed, brushed_second, second_share(plan_mm));
#endif
#ifndef SURFACE_RIM
    polished *= 1.0 - texture(share_map, plan_uv(plan_mm)).g;
#endif
    return polished;
}

// Toksvig: normals that spread within a sample look rough. alpha**2 grows by twice the variance.
float roughened(float roughness, float spread)
{
    float r2 = roughness * roughness;
    return sqrt(sqrt(r2 * r2 + 2.0 * spread));
}

float specular_openness(float open, float cosine, float roughness)
{
    return clamp(pow(cosine + open, exp2(-16.0 * roughness - 1.0)) - 1.0 + open, 0.0, 1.0);
}

#ifdef HAS_COATING
uniform vec3 coating_albedo;       // patina or dye
uniform float coating_everywhere;  // 1: dye, 0: only where the patina map has it
uniform sampler2D patina_map;      // share of the metal that keeps its compound
#ifdef HAS_SECOND
uniform vec3 coating_albedo_second;
#endif

// How much of the metal lies under patina or dye; of two platings the map has either's.
float coat_share(vec2 uv)
{
#ifdef HAS_SECOND
    return texture(patina_map, uv).r;
#else
    return max(coating_everywhere, texture(patina_map, uv).r);
#endif
}

vec3 coat_albedo(vec2 plan_mm)
{
#ifdef HAS_SECOND
    return mix(coating_albedo, coating_albedo_second, second_share(plan_mm));
#else
    return coating_albedo;
#endif
}
#endif

// Share of diffuse light that a diffuse body under a skin sends on, its gloss included.
vec3 sent_by_body(vec3 albedo)
{
    return F_DIFFUSE + (1.0 - F_DIFFUSE) * (1.0 - K_INTERNAL) * albedo / (1.0 - K_INTERNAL * albedo);
}

#ifndef SURFACE_RIM
const float STEPS_MM[4] = float[](0.05, 0.13, 0.3, 0.7);
const float GATHERED = 0.5;          // of its light that a rough metal takes from all sides; by the traced pictures
const vec2 ROUGH = vec2(0.3, 0.6);   // between which it comes to do so; by the traced pictures
const float SECOND_RISE = 0.3;       // z from which what is mirrored twice is the sky for sure; by eye
const vec2 MIRRORS = vec2(0.15, 0.4);  // roughness up to which metal mirrors one direction, from which it gathers from all; by eye

// Share of the light on it that what lies at a place sends on, whether it is matt or a mirror.
vec3 albedo_at(vec2 plan)
{
    vec2 uv = plan_uv(plan);
    vec3 struck = plated_reflectance(plan, 1.0, 0.0);
#ifdef HAS_COATING
    struck = mix(struck, sent_by_body(coat_albedo(plan)), coat_share(uv));
#endif
    vec3 filled = texture(color_map, uv).rgb / (promised_exposure * promised_irradiance);
    return mix(filled, struck, texture(share_map, uv).r);
}

#ifdef HAS_WALLS
uniform sampler2D walls_map;       // of the sky's light what walls leave, of what a face looks at what they fill

vec2 walls_at(vec2 plan)
{
    return texture(walls_map, plan_uv(plan)).rg;
}

// Light on a place over that in the open: walls send on what falls on them, again and again, and it is as much as falls here.
vec3 between_walls(vec3 albedo, vec2 walls)
{
    return walls.r / max(1.0 - albedo * walls.g, vec3(0.01));
}

// Light from what lies at a place, seen from `toward`: all that falls on it, or where it is polished what it mirrors.
vec3 light_of(vec2 plan, vec3 toward)
{
    vec2 uv = plan_uv(plan);
    vec3 albedo = albedo_at(plan);
    vec3 even = between_walls(albedo, walls_at(plan)) * irradiance_up;
    vec4 share = texture(share_map, uv);
    float roughness = roughened(mix(plated_roughness(plan), share.a, share.g), share.b);
    float polished = share.r * (1.0 - smoothstep(MIRRORS.x, MIRRORS.y, roughness));
#ifdef HAS_COATING
    polished *= 1.0 - coat_share(uv);
#endif
    vec3 again = reflect(toward, unit_from_xy(texture(face_map, uv).xy));
    vec3 mirrored = mix(albedo * even, sky_light(again, roughness), smoothstep(0.0, SECOND_RISE, again.z));
    return albedo * mix(even, mirrored, polished);
}
#else
const float MIRRORED = 1.1;         // light on metal nearby, over that on the flat face; by the traced pictures

vec3 light_of(vec2 plan, vec3 toward)
{
    return mix(1.0, MIRRORED, texture(share_map, plan_uv(plan)).r) * albedo_at(plan) * irradiance_up;
}
#endif

// What a mirrored ray meets of the relief nearby: the light that comes from there, and how surely it does.
vec4 beside(vec3 from, vec3 toward, float roughness)
{
    float level = max(length(toward.xy), 1e-3);
    vec2 along = toward.xy / level;
    float rise = toward.z / level;
    float met = 0.0;
    vec2 place = from.xy;
    for (int k = 0; k < 4; ++k) {
        vec2 plan = from.xy + along * STEPS_MM[k];
        float above = texture(face_map, plan_uv(plan)).w - from.z - rise * STEPS_MM[k];
        float lobe = 0.01 + (0.05 + roughness) * STEPS_MM[k];
        float here = smoothstep(-lobe, lobe, above);
        if (here > met) {
            met = here;
            place = plan;
        }
    }
    return vec4(light_of(place, toward), met);
}
#endif

// What a mirrored ray brings, with what the relief has of it in its way.
vec3 past_relief(vec3 light, vec3 from, vec3 toward, float roughness, float open)
{
#ifndef SURFACE_RIM
    if (toward.z < 0.1 || (open < 0.98 && toward.z < 0.95)) {
        vec4 near = beside(from, toward, roughness);
        light = mix(light, near.rgb, near.a);
    }
#endif
    return light;
}

#ifdef HAS_HAIRLINES
// An anisotropic lobe: mirrors that lean across the hairlines, each as rough as the metal is along them.
vec3 brushed_light(vec3 at, vec3 n, vec3 v, float roughness)
{
    float left = 1.0 - plated_brush(at.xy);
    float across = roughness * roughness * sqrt(2.0 / (1.0 + left * left));
    float along = sqrt(across * left);
    float reach = across * sqrt(1.0 - left * left);  // beyond the lobe that each mirror has already
    vec3 lean = normalize(vec3(0.0, 1.0, 0.0) - n * n.y);
    vec3 sum = vec3(0.0);
    float weights = 0.0;
    for (int k = -4; k <= 4; ++k) {
        float slope = 0.5 * float(k);
        float weight = 1.0 / ((1.0 + slope * slope) * (1.0 + slope * slope));
        sum += weight * reflected_light(at, reflect(-v, normalize(n + lean * (slope * reach))), along);
        weights += weight;
    }
    return sum / weights;
}
#endif

vec3 metal_color(vec3 at, vec3 n, vec3 v, float roughness, float open)
{
    float cosine = max(dot(n, v), 0.02);
    vec3 fresnel = plated_reflectance(at.xy, cosine, 0.0);
    vec3 toward = reflect(-v, n);
#ifdef HAS_WALLS
    vec2 walls = walls_at(at.xy);
    vec3 albedo = albedo_at(at.xy);
    vec3 falling = between_walls(albedo, walls) * irradiance_up;
#endif
#ifdef HAS_HAIRLINES
    vec3 light = brushed_light(at, n, v, roughness);
#else
    vec3 light = reflected_light(at, toward, roughness);
#endif
    light = past_relief(light, at, toward, roughness, open);
#ifdef HAS_WALLS
    // a rough one sees what stands around on all sides, besides what it met in the direction that it mirrors
    light = mix(light, light * walls.r + walls.g * albedo * falling, GATHERED * smoothstep(ROUGH.x, ROUGH.y, roughness));
    return light * sent_back(fresnel, roughness, cosine);
#else
    float seen = mix(1.0, specular_openness(open, cosine, roughness), 0.5 * smoothstep(0.15, 0.4, roughness));
    // what the walls hide they replace with their own, once more reflected, light
    return light * sent_back(fresnel, roughness, cosine) * mix(fresnel, vec3(1.0), seen);
#endif
}
