import { Link } from '@tanstack/react-router'

export function GoalLink({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Link to="/goals/$id" params={{ id }} className="break" style={{ color: 'var(--accent-text)' }}>
      {name}
    </Link>
  )
}
