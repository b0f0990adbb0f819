import { Card, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly label: string
  readonly value: string
  readonly children?: ReactNode
}

/** One number, large, with what belongs beside it. */
export function StatCard({ label, value, children }: Props) {
  return (
    <Card padding="lg" h="100%">
      <Text size="sm" fw={500} c="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={650} lh={1.25} mt={4} className="numbers break" style={{ letterSpacing: '-0.015em' }}>
        {value}
      </Text>
      {children && (
        <Stack gap={3} mt={10}>
          {children}
        </Stack>
      )}
    </Card>
  )
}

export function Beside({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <Text
      size="sm"
      c="dimmed"
      className="numbers"
      style={{ display: 'flex', justifyContent: 'space-between', gap: 12 }}
    >
      <span>{label}</span>
      <span style={{ whiteSpace: 'nowrap' }}>{value}</span>
    </Text>
  )
}
