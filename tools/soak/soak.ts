export type SoakOptions = { seconds: number; parallel: number; seed: number }
/** A long stretch of work; what is wrong afterwards is told in `faults`. */
export type Soak = (options: SoakOptions) => Promise<Record<string, unknown> & { faults: string[] }>
