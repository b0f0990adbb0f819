import { Badge, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notify } from '../../../parts/notify.ts'
import { ProblemNotice } from '../../../parts/problem-notice.tsx'
import { useShop } from '../../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../../problem.ts'
import { type Domain, removeDomain, saveDomain } from '../../../queries/domains.ts'

const pages = ['rootUrl', 'unknownUrl', 'endedUrl'] as const

/** A short domain, and where its visitors go who asked for no link that leads on. */
export function DomainCard({ domain }: { readonly domain: Domain }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [fields, setFields] = useState({
    rootUrl: domain.rootUrl ?? '',
    unknownUrl: domain.unknownUrl ?? '',
    endedUrl: domain.endedUrl ?? '',
  })
  const { domain: host, name } = domain
  const after = async (message: string) => {
    await queries.invalidateQueries({ queryKey: ['domains', shopId] })
    notify(message, t)
  }
  const saving = useMutation({
    mutationFn: () => saveDomain(shopId, host, fields),
    onSuccess: () => after(t('domains.saved', { domain: name })),
  })
  const removing = useMutation({
    mutationFn: () => removeDomain(host),
    onSuccess: () => after(t('domains.removed', { domain: name })),
  })
  const error = saving.error ?? removing.error
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Card data-domain={host}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Group justify="space-between" gap="xs">
            <Group gap="xs">
              <Title order={3} className="break">
                {name}
              </Title>
              {domain.isDefault && (
                <Badge variant="light" color="gray" tt="none">
                  {t('domains.default')}
                </Badge>
              )}
            </Group>
            <Text size="sm" c="dimmed" className="numbers">
              {t('domains.links', { count: domain.links })}
            </Text>
          </Group>
          {error && !isSaidAtField(error, pages) && <ProblemNotice error={error} />}
          {pages.map((page) => (
            <TextInput
              key={page}
              type="url"
              label={t(`domains.${page}`)}
              description={t(`domains.${page}Hint`, { domain: name })}
              placeholder="https://"
              value={fields[page]}
              onChange={(event) => setFields({ ...fields, [page]: event.currentTarget.value })}
              error={fieldError(saving.error, page)}
            />
          ))}
          <Group justify="flex-end" gap="xs">
            {domain.createdAt !== null && (
              <Button variant="default" loading={removing.isPending} onClick={() => removing.mutate()}>
                {t('domains.remove')}
              </Button>
            )}
            <Button type="submit" loading={saving.isPending}>
              {t('domains.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
