// The maps that every surface of the face needs, looked up by place on the plan.

uniform sampler2D color_map;       // requested enamel colour
uniform sampler2D share_map;       // metal, bare floor, spread of normals, roughness of the floor
uniform sampler2D face_map;        // normal x, normal y, openness, height
uniform vec4 plan_to_uv;           // scale x, scale y, offset x, offset y

vec3 unit_from_xy(vec2 xy)
{
    return vec3(xy, sqrt(max(1.0 - dot(xy, xy), 0.0)));
}

vec2 plan_uv(vec2 plan_mm)
{
    return plan_mm * plan_to_uv.xy + plan_to_uv.zw;
}
