// Plated metal in air: an OpenPBR conductor with a GGX lobe, stretched where it is brushed.

#include "film.glsl"
#include "light.glsl"

uniform vec3 f0;
uniform vec3 f82;
uniform vec3 f0_immersed;
uniform float metal_roughness;
uniform float brushed;             // anisotropy: rougher across the hairlines, which run along x

// OpenPBR conductor: Schlick corrected to its tint at 82 degrees.
vec3 metal_fresnel(vec3 at_normal, float cosine)
{
    float c = 1.0 - clamp(cosine, 0.0, 1.0);
    float c2 = c * c;
    float c5 = c2 * c2 * c;
    const float AT_82 = 0.462664;  // (6/7)**5
    vec3 schlick_82 = at_normal + (1.0 - at_normal) * AT_82;
    vec3 fall = schlick_82 * (1.0 - f82) * (17.6513 * (1.0 - c) * c5 * c);
    return max(at_normal + (1.0 - at_normal) * c5 - fall, vec3(0.0));
}

// What the plating reflects, in air and under clear enamel or epoxy.
vec3 plated_fresnel(vec2 plan_mm, float cosine)
{
#ifdef HAS_FILM
    return film_fresnel(plan_mm, cosine, 0.0);
#else
    return metal_fresnel(f0, cosine);
#endif
}

vec3 plated_fresnel_within(vec2 plan_mm, float cosine)
{
#ifdef HAS_FILM
    return film_fresnel(plan_mm, cosine, 1.0);
#else
    return metal_fresnel(f0_immersed, cosine);
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
    float across = roughness * roughness * sqrt(2.0 / (1.0 + (1.0 - brushed) * (1.0 - brushed)));
    float along = sqrt(across * (1.0 - brushed));
    vec3 lean = normalize(vec3(0.0, 1.0, 0.0) - n * n.y);
    vec3 sum = vec3(0.0);
    float weights = 0.0;
    for (int k = -4; k <= 4; ++k) {
        float slope = 0.5 * float(k);
        float weight = 1.0 / ((1.0 + slope * slope) * (1.0 + slope * slope));
        sum += weight * reflected_light(at, reflect(-v, normalize(n + lean * (slope * across))), along);
        weights += weight;
    }
    return sum / weights;
}
#endif

vec3 metal_color(vec3 at, vec3 n, vec3 v, float roughness, float open)
{
    float cosine = max(dot(n, v), 0.02);
    vec3 fresnel = plated_fresnel(at.xy, cosine);
    float seen = specular_openness(open, cosine, roughness);
#ifdef HAS_HAIRLINES
    vec3 light = brushed_light(at, n, v, roughness);
#else
    vec3 light = reflected_light(at, reflect(-v, n), roughness);
#endif
    // what the walls hide they replace with their own, once more reflected, light
    return light * fresnel * mix(fresnel, vec3(1.0), seen);
}
