/** Puts the focus on a field, or on what folds it away. Fields have their names in `data-field`. */
export function focusField(inside: ParentNode | null | undefined, field: string): void {
  const input = inside?.querySelector<HTMLElement>(`[data-field="${field}"]`)
  if (!input) return
  if (input.checkVisibility()) return input.focus()
  const fold = input.closest('[data-fold]')?.querySelector<HTMLElement>('button[aria-expanded]')
  fold?.focus()
}
