import { Card, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly label: string
  readonly value: string
  readonly children?: ReactNode
}

/** Smaller in a narrow card, where a long amount would break within its digits. */
const largeNumber = { fontSize: 'clamp(1.25rem, 11.5cqi, 1.75rem)', letterSpacing: '-0.015em' } as const

/** One number, large, with what belongs beside it. */
export function StatCard({ label, value, children }: Props) {
  return (
    <Card padding="lg" h="100%">
      <Text size="sm" fw={500} c="dimmed">
        {label}
      </Text>
      <div style={{ containerType: 'inline-size' }}>
        <Text fw={650} lh={1.25} mt={4} className="numbers break" style={largeNumber}>
          {value}
        </Text>
      </div>
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
