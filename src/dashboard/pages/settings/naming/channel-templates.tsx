import { Button, Code, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type Channel, channels, mediumOfChannel, sourceOfChannel } from '../../../../links/channel.ts'
import {
  type NameTemplate,
  type NamingRules,
  placeholders,
  templateFields,
  unknownPlaceholders,
} from '../../../../links/naming.ts'
import { ChannelIcon } from '../../../parts/channel-icon.tsx'
import { fieldError } from '../../../problem.ts'
import classes from './channel-templates.module.css'
import type { RulesField } from './rules-field.ts'

/** What stands in the links of a channel unless somebody writes something else. */
export function ChannelTemplates({ rules, onChange, error }: RulesField) {
  const { t } = useTranslation()
  const used = channels.filter(({ id }) => rules.templates[id] !== undefined)
  const free = channels.filter(({ id }) => rules.templates[id] === undefined)
  const change = (id: Channel, template: NameTemplate | undefined) =>
    onChange({ templates: withTemplate(rules.templates, id, template) })
  return (
    <Stack gap="lg">
      <Group gap="xs">
        <Text size="sm">{t('naming.templates.placeholders')}</Text>
        {placeholders.map((name) => (
          <Code key={name} title={t(`naming.templates.means.${name}`)}>
            {`{${name}}`}
          </Code>
        ))}
      </Group>
      {used.length === 0 && <Text c="dimmed">{t('naming.templates.empty')}</Text>}
      {used.map(({ id, name }) => (
        <ChannelTemplate
          key={id}
          {...{ id, name, error }}
          template={rules.templates[id] ?? {}}
          onChange={(template) => change(id, template)}
        />
      ))}
      <Select
        maw={320}
        label={t('naming.templates.add')}
        placeholder={t('naming.templates.choose')}
        searchable
        data={free.map(({ id, name }) => ({ value: id, label: name }))}
        value={null}
        onChange={(value) => {
          const chosen = free.find(({ id }) => id === value)
          if (chosen) change(chosen.id, { content: '{channel}-{post}-{date}' })
        }}
      />
    </Stack>
  )
}

function withTemplate(templates: NamingRules['templates'], id: Channel, template: NameTemplate | undefined) {
  const { [id]: _, ...others } = templates
  return template === undefined ? others : { ...others, [id]: template }
}

type TemplateProps = {
  readonly id: Channel
  readonly name: string
  readonly template: NameTemplate
  readonly onChange: (template: NameTemplate | undefined) => void
  readonly error: unknown
}

function ChannelTemplate({ id, name, template, onChange, error }: TemplateProps) {
  const { t } = useTranslation()
  const usual = { source: sourceOfChannel(id), medium: mediumOfChannel(id), content: '', term: '', placement: '' }
  const faultOf = (text: string) => {
    const [unknown] = unknownPlaceholders(text)
    return unknown === undefined ? undefined : t('naming.templates.unknown', { name: unknown })
  }
  return (
    <fieldset className={classes.channel}>
      <legend className={classes.name}>
        <ChannelIcon channel={id} size={20} />
        {name}
      </legend>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
        {templateFields.map((field) => (
          <TextInput
            key={field}
            label={t(`naming.field.${field}`)}
            placeholder={usual[field] || t('naming.templates.nothing')}
            autoComplete="off"
            spellCheck={false}
            maxLength={field === 'placement' ? 50 : 200}
            value={template[field] ?? ''}
            onChange={(event) => onChange({ ...template, [field]: event.currentTarget.value || undefined })}
            error={
              (field !== 'placement' && faultOf(template[field] ?? '')) || fieldError(error, `templates.${id}.${field}`)
            }
          />
        ))}
      </SimpleGrid>
      <Group justify="flex-end" mt="sm">
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} />}
          aria-label={t('naming.templates.removeWhat', { name })}
          onClick={() => onChange(undefined)}
        >
          {t('naming.templates.remove')}
        </Button>
      </Group>
    </fieldset>
  )
}
