export { BlackBoxes } from './BlackBoxes.tsx'
export { BlackBoxKey } from './BlackBoxKey.tsx'
export { MosMeter } from './MosMeter.tsx'
export { QualityWords } from './QualityWords.tsx'
