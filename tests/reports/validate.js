// validate.js sarif|json|baseline FILE...: holds reports against their JSON schemas, those of SARIF
// as @microsoft/jest-sarif has them, ours as they stand in docs/schemas.
'use strict';
const fs = require('fs');
const path = require('path');
const root = process.env.KESSAN_ROOT;
const load = createLoader(process.env.KESSAN_MODULES);
const addFormats = load('ajv-formats');

function createLoader(folder) {
    return require('module').createRequire(path.join(folder, 'node_modules', 'x.js'));
}

function read(file) {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
}

const SCHEMAS = {
    sarif: () => [load('ajv-draft-04'), load.resolve('@microsoft/jest-sarif/package.json')
        .replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json')],
    json: () => [load('ajv'), path.join(root, 'docs/schemas/findings-1.json')],
    baseline: () => [load('ajv'), path.join(root, 'docs/schemas/baseline-1.json')],
};

const [kind, ...files] = process.argv.slice(2);
const [Ajv, schema] = SCHEMAS[kind]();
const ajv = new (Ajv.default || Ajv)({ allErrors: true, strict: false, unicodeRegExp: false });
(addFormats.default || addFormats)(ajv);
const validate = ajv.compile(read(schema));
let failed = 0;
for (const file of files) {
    if (!validate(read(file))) {
        failed = 1;
        console.log(`${file} is not valid ${kind}:`);
        for (const error of validate.errors) {
            console.log(`  ${error.instancePath} ${error.message}`);
        }
    }
}
process.exit(failed);
