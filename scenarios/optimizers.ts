import { defineOptimizerStudy } from '../sim/study/scenario.ts';

export default defineOptimizerStudy({
  name: 'optimizers',
  title: 'Which optimizer moves the hidden matrices best',
  description:
    'SGD, AdamW, Muon, NorMuon, AuON and Hybrid-AuON on the same three networks, with the same data and the same number of steps. ' +
    'Each gets the same number of tries at its learning rate, then three seeds at the best one. Only the hidden matrices differ: ' +
    'embeddings, heads and biases are always moved by the same AdamW.',
  workloads: ['codec', 'denoiser', 'classifier'],
  steps: 200,
  seeds: 3,
  rates: [0.0625, 0.25, 1, 4, 16],
});
