export { type PersonState, personOf, usePerson } from './store.ts'
