import { Alert, Button, Card, Code, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../parts/page.tsx'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useSession, useShop } from '../../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../../problem.ts'
import { domainsQuery, saveDomain } from '../../../queries/domains.ts'
import { SettingsTabs } from '../settings-tabs.tsx'
import { DomainCard } from './domain-card.tsx'
import { UnknownSlugs } from './unknown-slugs.tsx'

/** The shop's short domains, where their visitors go, and what they asked for in vain. */
export function DomainsPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, isPending, refetch } = useQuery(domainsQuery(shopId))
  return (
    <Page title={t('settings.tab.domains')} lead={t('domains.lead')}>
      <SettingsTabs />
      <Stack component="section" gap="md">
        <Title order={2}>{t('domains.title')}</Title>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {isPending && <Skeleton height={260} radius="lg" />}
        {data?.items.map((domain) => (
          <DomainCard key={`${shopId} ${domain.id} ${domain.createdAt}`} domain={domain} />
        ))}
        <AddDomain key={shopId} />
      </Stack>
      <UnknownSlugs key={shopId} />
    </Page>
  )
}

function AddDomain() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { publicUrl, isPublicUrlLocal } = useSession()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const adding = useMutation({
    mutationFn: () => saveDomain(shopId, hostIn(name), { rootUrl: '', unknownUrl: '', endedUrl: '' }),
    onSuccess: async () => {
      setName('')
      await queries.invalidateQueries({ queryKey: ['domains', shopId] })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (hostIn(name) !== '') adding.mutate()
  }
  return (
    <Card>
      <form onSubmit={submit}>
        <Stack>
          <Title order={3}>{t('domains.add')}</Title>
          {adding.error && !isSaidAtField(adding.error, ['domain']) && <ProblemNotice error={adding.error} />}
          <Group align="flex-end" gap="sm">
            <TextInput
              flex="1 1 16rem"
              label={t('domains.name')}
              description={t('domains.nameHint')}
              maxLength={253}
              spellCheck={false}
              autoComplete="off"
              value={name}
              error={fieldError(adding.error, 'domain')}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" size="md" loading={adding.isPending}>
              {t('domains.addSubmit')}
            </Button>
          </Group>
          <Alert color="gray" icon={<IconInfoCircle size={20} />} title={t('domains.setUp')}>
            <Text size="sm">
              {isPublicUrlLocal ? t('domains.dnsLocal') : t('domains.dns', { host: new URL(publicUrl).hostname })}
            </Text>
            <Text size="sm" mt={4}>
              {t('domains.caddy')}
            </Text>
            <Code block mt={4}>
              {`${hostIn(name) || 'go.shop.example'} {\n  reverse_proxy 127.0.0.1:8787\n}`}
            </Code>
          </Alert>
        </Stack>
      </form>
    </Card>
  )
}

/** The name in whatever was pasted: an address too. */
function hostIn(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/:?#].*$/, '')
}
