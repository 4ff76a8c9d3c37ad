// How much more of a sample the pin covers than all or nothing, which is what was drawn.

flat in vec4 edge;                 // start, end, in samples; the pin lies to the left
out float more;

uniform sampler2D supersamples;
const float BESIDE = 1.5;          // samples: so far to either side it is drawn all and nothing, or the edge is hidden

float drawn(vec2 at)
{
    return texelFetch(supersamples, ivec2(at), 0).a;
}

void main()
{
    vec2 along = normalize(edge.zw - edge.xy);
    vec2 outward = vec2(along.y, -along.x);
    if (drawn(gl_FragCoord.xy + BESIDE * outward) > 0.5 || drawn(gl_FragCoord.xy - BESIDE * outward) < 0.5)
        discard;
    float away = dot(gl_FragCoord.xy - edge.xy, outward);
    // a square cut by a line: nearly even from corner to corner of its shadow across the line
    float covered = clamp(0.5 - away / (abs(outward.x) + abs(outward.y)), 0.0, 1.0);
    more = covered - drawn(gl_FragCoord.xy);
}
