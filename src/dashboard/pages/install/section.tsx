import { Anchor, Card, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'

type SectionProps = { readonly title: string; readonly lead?: string; readonly children: ReactNode }

/** A card of steps under its heading. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId()
  return (
    <Stack gap="sm" component="section" aria-labelledby={id}>
      <div>
        <Title order={2} id={id}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" size="sm" mt={4}>
            {lead}
          </Text>
        )}
      </div>
      <Card padding={0}>{children}</Card>
    </Stack>
  )
}

export function SettingsLink({ children }: { readonly children?: ReactNode }) {
  return (
    <Anchor component={Link} to="/settings" inherit underline="always">
      {children}
    </Anchor>
  )
}
