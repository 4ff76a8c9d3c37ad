// Positions are world millimetres already; every map is looked up by plan position.

layout(location = 0) in vec3 position;
#ifdef NORMAL_LOC
layout(location = NORMAL_LOC) in vec3 normal;
#endif
layout(location = INST_M_LOC) in mat4 inst_m;

uniform mat4 M;
uniform mat4 V;
uniform mat4 P;

out vec3 world_mm;
out vec3 part_normal;

void main()
{
    vec4 world = M * inst_m * vec4(position, 1.0);
    world_mm = world.xyz;
    part_normal = normal;
    gl_Position = P * V * world;
}
