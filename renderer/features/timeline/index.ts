export { factTexts, sourceTexts, stateTexts } from './fact-texts.ts'
export { fieldLabel, goods, stateName } from './facts.tsx'
export { Timeline } from './Timeline.tsx'
