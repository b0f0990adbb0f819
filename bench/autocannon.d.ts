declare module 'autocannon' {
  type Result = {
    readonly duration: number
    readonly errors: number
    readonly '2xx'?: number
    readonly '3xx'?: number
    readonly '4xx'?: number
    readonly '5xx'?: number
    readonly latency: { readonly p50: number; readonly p99: number }
  }
  type Options = {
    readonly url: string
    readonly connections: number
    readonly duration: number
    readonly requests: readonly {
      readonly method: 'GET'
      readonly path: string
      readonly headers: Readonly<Record<string, string>>
    }[]
  }
  export default function autocannon(options: Options, done: (error: Error | null, result: Result) => void): void
}
