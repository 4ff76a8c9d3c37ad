// Where on the maps a place of the plan lies.

uniform vec4 plan_to_uv;           // scale x, scale y, offset x, offset y

vec2 plan_uv(vec2 plan_mm)
{
    return plan_mm * plan_to_uv.xy + plan_to_uv.zw;
}
