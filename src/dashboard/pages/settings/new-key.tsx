import { Alert, Button, Checkbox, Code, Group, Modal, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { scopes as allScopes } from '../../../access/scope.ts'
import { CopyButton } from '../../parts/copy-button.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError, isSaidAtField } from '../../problem.ts'
import { createKey, keysQuery } from '../../queries/keys.ts'

type Props = { readonly isOpen: boolean; readonly onClose: () => void }

export function NewKey({ isOpen, onClose }: Props) {
  const { t } = useTranslation()
  const [secret, setSecret] = useState('')
  const close = () => {
    setSecret('')
    onClose()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={secret ? t('keys.secretTitle') : t('keys.new')}
      closeOnClickOutside={!secret}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {secret ? <Secret secret={secret} onClose={close} /> : <KeyForm onMade={setSecret} />}
    </Modal>
  )
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack>
      <Alert icon={<IconKey size={20} />} color="yellow">
        {t('keys.secretOnce')}
      </Alert>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
        {secret}
      </Code>
      <Group justify="space-between">
        <CopyButton text={secret} what={t('keys.secret')} />
        <Button onClick={onClose}>{t('keys.done')}</Button>
      </Group>
    </Stack>
  )
}

/** What the shop's own server needs. */
const usualScopes = ['conversions:write']

function KeyForm({ onMade }: { readonly onMade: (secret: string) => void }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>(usualScopes)
  const [isAsked, setIsAsked] = useState(false)
  const making = useMutation({
    mutationFn: () => createKey({ name, scopes: allScopes.filter((scope) => chosen.includes(scope)), shopId }),
    onSuccess: async ({ secret }) => {
      onMade(secret)
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (chosen.length > 0) making.mutate()
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {making.error && !isSaidAtField(making.error, ['name', 'scopes']) && <ProblemNotice error={making.error} />}
        <TextInput
          label={t('keys.name')}
          placeholder={t('keys.nameExample')}
          required
          withAsterisk={false}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fieldError(making.error, 'name')}
        />
        <Checkbox.Group
          label={t('keys.scopes')}
          description={t('keys.scopesHint')}
          value={chosen}
          onChange={setChosen}
          error={isAsked && chosen.length === 0 ? t('keys.scopesMissing') : fieldError(making.error, 'scopes')}
        >
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" my="sm">
            {allScopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(`keys.scope.${scopeKeys[scope]}`)} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Group justify="flex-end">
          <Button type="submit" loading={making.isPending}>
            {t('keys.make')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A colon parts namespaces in keys of translations. */
const scopeKeys = {
  'shops:read': 'shopsRead',
  'shops:write': 'shopsWrite',
  'links:read': 'linksRead',
  'links:write': 'linksWrite',
  'clicks:read': 'clicksRead',
  'clicks:write': 'clicksWrite',
  'conversions:read': 'conversionsRead',
  'conversions:write': 'conversionsWrite',
  'erasures:write': 'erasuresWrite',
  'goals:read': 'goalsRead',
  'goals:write': 'goalsWrite',
  'reports:read': 'reportsRead',
  'reports:write': 'reportsWrite',
  'export:read': 'exportRead',
  'metrics:read': 'metricsRead',
  'keys:write': 'keysWrite',
} as const
