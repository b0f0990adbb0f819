import { Box, Card, Center, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { SchemeToggle } from './account-menu.tsx'
import { Logo } from './logo.tsx'

type Props = { readonly title: string; readonly lead: string; readonly width: number; readonly children: ReactNode }

/** A page before the sign-in: one card in the middle. */
export function FrontPage({ title, lead, width, children }: Props) {
  useDocumentTitle(`${title} · Tilltrail`)
  return (
    <Box mih="100dvh" bg="var(--canvas)" component="main">
      <Group justify="flex-end" p="md">
        <SchemeToggle />
      </Group>
      <Center px="md" pb={64} pt={{ base: 8, sm: 32 }}>
        <Stack w="100%" maw={width} gap="xl">
          <Center>
            <Logo size={32} />
          </Center>
          <Card padding="xl">
            <Title order={1} size="h2">
              {title}
            </Title>
            <Text c="dimmed" size="sm" mt={4} mb="lg">
              {lead}
            </Text>
            {children}
          </Card>
        </Stack>
      </Center>
    </Box>
  )
}
