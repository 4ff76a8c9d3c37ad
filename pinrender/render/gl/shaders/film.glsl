// A thin film on the metal: its reflectance by thickness and angle, computed beforehand wavelength by wavelength.

#include "plan.glsl"

uniform sampler2D film_map;        // where in its range the thickness lies, 0..1
uniform sampler2D film_table;      // columns: cosine 0..1; rows: thickness, in air and then under a medium of index 1.5
uniform vec2 film_table_size;      // columns, rows

vec3 film_fresnel(vec2 plan_mm, float cosine, float immersed)
{
    float half_rows = 0.5 * film_table_size.y;
    float thickness = texture(film_map, plan_uv(plan_mm)).r;
    vec2 at = vec2(clamp(cosine, 0.0, 1.0) * (film_table_size.x - 1.0), thickness * (half_rows - 1.0));
    return texture(film_table, (at + vec2(0.5, 0.5 + immersed * half_rows)) / film_table_size).rgb;
}
