#!/usr/bin/env node
// Sources and scenarios are TypeScript: tsx translates them as they are imported.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../cli/main.ts');
await main(process.argv.slice(2));
