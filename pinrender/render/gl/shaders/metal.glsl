// Plated metal in air: an OpenPBR conductor with a GGX lobe, stretched where it is brushed.

#include "film.glsl"
#include "light.glsl"

uniform vec3 f0;
uniform vec3 f82;
uniform vec3 f0_immersed;
uniform float metal_roughness;
uniform float brushed;             // anisotropy: rougher across the hairlines, which run along x

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

float plated_brush(vec2 plan_mm)
{
#ifdef HAS_SECOND
    return mix(brushed, brushed_second, second_share(plan_mm));
#else
    return brushed;
#endif
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
    float seen = specular_openness(open, cosine, roughness);
#ifdef HAS_HAIRLINES
    vec3 light = brushed_light(at, n, v, roughness);
#else
    vec3 light = reflected_light(at, reflect(-v, n), roughness);
#endif
    // what the walls hide they replace with their own, once more reflected, light
    return light * fresnel * mix(fresnel, vec3(1.0), seen);
}
