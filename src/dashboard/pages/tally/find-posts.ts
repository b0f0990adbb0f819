import type { How, SellingPost } from '../../queries/hand.ts'

/** The posts by title or code word, newest first; only those that have a word where the customer said one. */
export function findPosts(
  posts: readonly SellingPost[],
  { wanted, how }: { readonly wanted: string; readonly how: How | '' },
): readonly SellingPost[] {
  const key = fold(wanted)
  const mayBe = how === 'code-word' ? posts.filter(({ codeWord }) => codeWord !== null) : posts
  const found = mayBe.filter(({ title, codeWord }) => fold(title).includes(key) || fold(codeWord ?? '').includes(key))
  const rank = ({ codeWord }: SellingPost) => (key !== '' && fold(codeWord ?? '') === key ? 1 : 0)
  return found.toSorted((a, b) => rank(b) - rank(a) || (dateOf(a) < dateOf(b) ? 1 : -1))
}

function dateOf({ publishedAt, createdAt }: SellingPost): string {
  return publishedAt ?? createdAt
}

function fold(text: string): string {
  return text.trim().normalize('NFKC').toLowerCase()
}
