export { ProposalBar } from './ProposalBar.tsx'
