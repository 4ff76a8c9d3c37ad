// Flakes in enamel: each mirrors the studio through the resin over it, in the colour that was asked for.

#include "clear.glsl"

#ifdef HAS_FLAKES
uniform sampler2D flake_map;       // normal x, normal y against the face, share, roughness with the spread of normals
uniform sampler2D flake_kind_map;  // roughness of very many, share of dye, film in 75 nm, mean share
uniform sampler2D pearl_table;     // reflectance by cosine and film, relative to straight on

uniform vec3 promised_zenith[7];    // straight up, by level of blur

const float ALUMINIUM = 0.91;      // reflectance of the foil under its dye
const float KEPT_IN = 0.6;         // of the light on the face: what total reflection turns back to a flake; by eye
const float FLAKE_SHADE = 0.5;     // of the sky that is left to a flake in a deep cell; by eye
const float IN_AND_OUT = (1.0 - F_NORMAL) * (1.0 - F_NORMAL);

// Light from one flake or many: mirrored inside the resin, out through the top.
vec3 flake_light(vec3 at, vec3 n_top, vec3 v, vec3 down, vec3 n, float roughness, float open)
{
    vec3 up = reflect(down, n);
    float out_cosine = dot(up, n_top);
    float alpha = roughness * roughness;
    vec3 leaving = bent_out(up, n_top, alpha);
    vec3 sky = reflected_light(at, leaving, min(SPREAD * roughness, 1.0)) * mix(FLAKE_SHADE, 1.0, open);
    float escapes = escaping(out_cosine, alpha);
    vec3 light = mix(KEPT_IN * irradiance_up, (1.0 - schlick(dot(leaving, n_top))) * sky, escapes);
    return (1.0 - schlick(dot(n_top, v))) * light;
}

// What very many of them mirror straight up in the light in which the colour asked for comes out.
vec3 promised_straight_up(float roughness)
{
    float level = pow(roughness, 0.4) * last_level;
    int lower = int(min(level, last_level - 1.0));
    return mix(promised_zenith[lower], promised_zenith[lower + 1], level - float(lower));
}

// What flakes make of an enamel's body: to be added to it. A patch with flakes shows, straight on, what was asked for.
vec3 flaked_instead(vec3 at, vec2 uv, vec3 n_top, vec3 v, vec3 down, vec3 n_face, vec3 albedo, float open,
    vec3 lit, vec3 back)
{
    vec4 kind = texture(flake_kind_map, uv);
    if (kind.a < THINNEST)
        return vec3(0.0);
    vec4 flake = texture(flake_map, uv);
    vec3 n = normalize(n_face + vec3(flake.xy, 0.0));
    vec3 asked = shown_of(albedo);
    vec3 up = IN_AND_OUT * promised_straight_up(min(SPREAD * kind.r, 1.0));
    vec3 dyed = asked / max(up, vec3(1e-6));
    dyed *= min(1.0, ALUMINIUM / max(max(dyed.r, max(dyed.g, dyed.b)), 1e-4));  // no brighter than the foil, in its hue
    vec3 mirror = mix(vec3(ALUMINIUM), dyed, kind.g);
    vec3 left = max(asked - kind.a * mirror * up, vec3(0.0)) / (1.0 - kind.a);
    vec3 body = pigment_of(left);
    vec3 tint = texture(pearl_table, vec2(max(dot(n, -down), 0.0), kind.b)).rgb;
    vec3 mirrored = min(mirror * tint, vec3(1.0)) * flake_light(at, n_top, v, down, n, flake.a, open);
    return mix(sent_out(body, lit, back), mirrored, flake.b) - sent_out(albedo, lit, back);
}
#endif
