/** Whether anything answers at a web address within ten seconds, be it an error or a way to another address. */
export async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(longestMs) })
    await answer.body?.cancel()
    return true
  } catch {
    // Nobody there, a name without an address, a certificate that isn't its own: all of these are no answer.
    return false
  }
}

const longestMs = 10_000
