#!/usr/bin/env node
// Sources and scenarios are TypeScript: tsx translates them as they are imported. Scenario files in folders without a
// package.json of type "module" count as CommonJS, whatever their syntax.
import { register as registerCommonJs } from 'tsx/cjs/api';
import { register } from 'tsx/esm/api';

registerCommonJs();
register();
const { main } = await import('../cli/main.ts');
await main(process.argv.slice(2));
