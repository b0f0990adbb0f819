/** Why a ping was refused, `/shopId: is not a shop of yours.`, without the pointers that programs go by. */
export function readableDetail(detail: string): string {
  return detail
    .replace(/^body: /, '')
    .replaceAll(/(?<=^|[.?] )\/([\w/]+)(?=: )/g, (_, path: string) => path.replaceAll('/', ' '))
}
