import { customAlphabet } from 'nanoid'
import { hashPassword } from '../access/password.ts'
import { deriveKey } from '../access/scrypt.ts'
import { changePassword, findOwner } from '../access/store.ts'
import { OperationError } from '../operations/backup.ts'
import { command, tell } from './command.ts'
import { withDatabase } from './database.ts'

export const newPassword = command({
  name: 'password',
  usage: '[--json]',
  about:
    'Gives the account of the dashboard a new password and prints it, this once: for when the old one is forgotten. Every ' +
    'session ends; API keys stay.',
  example: 'password',
  operands: [],
  options: { json: { type: 'boolean' } },
  async run({ json }) {
    await withDatabase(async (database) => {
      const owner = await findOwner(database)
      if (!owner)
        throw new OperationError('There is no account yet: open the setup address that Tilltrail prints as it starts.')
      const password = makePassword()
      const passwordHash = await hashPassword(password, deriveKey)
      if (!(await changePassword(database, owner, { passwordHash, keptSession: '' })))
        throw new OperationError('The password was changed by somebody else just now. Try again.')
      const { email } = owner
      const text = `E-mail     ${email}\nPassword   ${password}\n\nIt is shown this once. Sign in, then choose one of your own under Settings.`
      tell(json, { email, password }, text)
    })
  },
})

/** 79 random bits as four groups, without the letters and digits that are taken for others. */
function makePassword(): string {
  return Array.from({ length: 4 }, () => group()).join('-')
}

const group = customAlphabet('abcdefghjkmnpqrstuvwxyz23456789', 4)
