export function GoalsPage() {
  return null
}
