// The validator's report of the GLB on standard input, as JSON on standard output.
// argv[2]: the folder of node modules.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.argv[2]}/`);
const { validateBytes } = require("gltf-validator");
const report = await validateBytes(new Uint8Array(readFileSync(0)), { maxIssues: 1000 });
process.stdout.write(JSON.stringify(report));
