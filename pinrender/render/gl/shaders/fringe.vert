// Two triangles over the samples that an edge of the silhouette may cut.

layout(location = 0) in vec2 place;
layout(location = 1) in vec4 ends;

flat out vec4 edge;

void main()
{
    edge = ends;
    gl_Position = vec4(place, 0.0, 1.0);
}
