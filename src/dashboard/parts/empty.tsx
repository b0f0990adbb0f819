import { Box, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly icon: ReactNode
  readonly title: string
  readonly next: string
  readonly children?: ReactNode
  /** Of its heading: 2 where it stands right below the page's. */
  readonly order?: 2 | 3
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon, title, next, children, order = 3 }: Props) {
  return (
    <Stack align="center" gap="sm" py={40} px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" aria-hidden="true">
        {icon}
      </ThemeIcon>
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={440}>
        {next}
      </Text>
      {children && <Box mt="xs">{children}</Box>}
    </Stack>
  )
}
