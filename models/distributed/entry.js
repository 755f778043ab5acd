// Starts a worker thread: its sources are TypeScript, which tsx translates as they are imported.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
