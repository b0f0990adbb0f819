import { Card } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

type Props = { readonly answer: unknown; readonly children: ReactNode }

/** What was made of a file, below what was asked about it: it comes into view with every new answer. */
export function AnswerCard({ answer, children }: Props) {
  const card = useRef<HTMLDivElement>(null)
  // A long list of columns stands before it.
  useEffect(() => {
    card.current?.scrollIntoView({ behavior: 'smooth', block: 'start' })
  }, [answer])
  return (
    <Card padding="md" ref={card} style={{ scrollMarginTop: 80 }}>
      {children}
    </Card>
  )
}
